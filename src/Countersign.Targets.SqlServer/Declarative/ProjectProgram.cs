using System.Text.Json;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Models;
using Countersign.Targets.SqlServer.Parsing;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// The child process in which DacFx works: a question on standard input, an answer on standard output. DacFx needs the cultures of
/// the system, which the bot runs without, keeps hundreds of megabytes, and can end its process.
/// </summary>
internal static class ProjectProgram
{
    internal static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        var question = JsonSerializer.Deserialize<ChildQuestion>(input)!;
        var answer = DeepThread.Run(() => Answer(question), Timeout.InfiniteTimeSpan, CancellationToken.None);
        JsonSerializer.Serialize(output, answer);
        return 0;
    }

    private static ChildAnswer Answer(ChildQuestion question) => new(
        question.Project is { } project ? Answer(project) : null, question.Schemas is { } schemas ? SchemaReadings.Answer(schemas) : null);

    private static ProjectAnswer Answer(ProjectQuestion question)
    {
        if (question.After.FirstOrDefault(s => s.Path == question.Project) is not { } file)
            return ProjectAnswer.Refused(SqlServerProjectRules.Model.Refuse(
                Place.File(question.Project), "the project is not there at the head", "take the target out of the policy first"));
        var project = ProjectFile.Read(file.ToScript(), question.Options.Variables);
        var after = ProjectModel.Build(project, [.. question.After.Select(s => s.ToScript())], question.Level);
        var before = Before(question);
        if (after.Refusals.Concat(before.Refusals).Distinct().ToImmutableArray() is { IsEmpty: false } refusals) return ProjectAnswer.Refused(refusals);
        var deployment = DeploymentScript.Between(before.Package, after.Package, question.Level, question.Options);
        var back = DeploymentScript.Between(after.Package, before.Package, question.Level, question.Options);
        return new([], deployment.Text, deployment.Alerts,
            [.. project.PreDeploy.Select(n => $"{project.Folder}/{n}")], [.. project.PostDeploy.Select(n => $"{project.Folder}/{n}")])
        {
            Before = before.Objects,
            After = after.Objects,
            Back = back.Text,
            BackAlerts = back.Alerts,
        };
    }

    /// <summary>A project that is new starts from nothing.</summary>
    private static ProjectModel Before(ProjectQuestion question) =>
        question.Before.FirstOrDefault(s => s.Path == question.Project) is { } file
            ? ProjectModel.Build(ProjectFile.Read(file.ToScript(), question.Options.Variables), [.. question.Before.Select(s => s.ToScript())], question.Level)
            : ProjectModel.Build(ProjectFile.Read(new ProjectSource(question.Project, "<Project/>"u8.ToArray()).ToScript(), []), [], question.Level);
}
