using System.CommandLine;
using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.Bot.Commands;

/// <summary>`countersign target enrol`: creates the marker schema and proves that the executing login is weak.</summary>
internal static class TargetEnrolCommand
{
    private const string Summary = "Create the marker schema, prove that the executing login is weak enough, and remember which server it is.";

    private const string Details = """
        Enrolling again is safe, and needed after the server or a login changed. PostgreSQL and SQL Server need the admin
        login for it (Connections:NAME:AdminFile), which may leave the configuration afterwards.

        Exit codes: 0 enrolled, 1 not accepted (nothing is remembered), 2 it could not be tried.

        Example:
          countersign target enrol orders-prod --repo-name acme/orders --config /etc/countersign.json
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = TargetCommand.Name();
        var repository = new Option<string>("--repo-name")
        {
            Description = "The repository whose changes may run there, as the forge calls it",
            HelpName = "OWNER/NAME",
            Required = true,
        };
        var policy = SharedOptions.Policy();
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("enrol", Summary, Details) { name, repository, policy, config };
        command.SetAction((parsed, cancellation) =>
        {
            var file = parsed.GetValue(policy)!;
            var target = LocalPolicy.Read(file).Target(parsed.GetValue(name)!, $"`{file}`");
            return Run(target, parsed.GetValue(repository)!, parsed.GetValue(config), cancellation);
        });
        return command;
    }

    private static async Task<int> Run(
        TargetPolicy policy, string repository, FileInfo? configuration, CancellationToken cancellation)
    {
        await using var parts = BotParts.Open(configuration);
        var target = TargetCommand.Find(parts, policy);
        if (policy.Dialect is Dialect.PostgreSql or Dialect.SqlServer
            && parts.GetRequiredService<BotOptions>().Connections[policy.Connection].Admin is null)
            throw new CannotRunException(
                $"connection `{policy.Connection}` has no admin login, which enrolling needs; set Connections:{policy.Connection}:AdminFile");
        var id = await RepositoryFinding.Find(parts, repository, cancellation);
        var enrolment = await target.Enrol(cancellation);
        Write(policy.Name, enrolment);
        if (!enrolment.IsAccepted) return ExitCode.No;
        await parts.GetRequiredService<EnrolmentRecords>().Keep(id, policy.Name, enrolment.Identity, cancellation);
        return ExitCode.Done;
    }

    private static void Write(TargetName name, Enrolment enrolment)
    {
        var output = Printout.Standard;
        foreach (var probe in enrolment.Probes)
            output.Answer(probe.Passed, $"{(probe.Passed ? "pass" : "FAIL")}  {probe.Name}{(probe.Detail.Length > 0 ? $": {probe.Detail}" : "")}");
        output.Line();
        output.Line($"server: {enrolment.Identity.Text}");
        output.Answer(enrolment.IsAccepted, enrolment.IsAccepted
            ? $"`{name}` is enrolled. Next: `countersign target baseline {name}`, if the branch has scripts that ran there already"
            : $"`{name}` is not enrolled: take these rights from the login, then enrol again");
    }
}
