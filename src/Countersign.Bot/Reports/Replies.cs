using System.Globalization;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Bot.Reports;

/// <summary>What the bot answers to commands, when a reaction does not say it all.</summary>
internal static class Replies
{
    /// <summary>The commands.</summary>
    internal static string Help() => Templates.Render("command-help", new object());

    /// <summary>To a command that cannot be read.</summary>
    internal static string Malformed(CommandText.Malformed command) =>
        Templates.Render("malformed-command", new MalformedCommandView(VisibleText.Cut(command.Sentence, 500)));

    /// <summary>To a command that is understood but not carried out.</summary>
    /// <param name="nextStep">What the person can do; empty when there is nothing.</param>
    internal static string Refused(Person person, string problem, string nextStep) =>
        Templates.Render("refused-command", new RefusedCommandView(person.Handle, problem, nextStep));

    /// <summary>The script that undoes a plan, to be brought as a change request of its own and signed like any other.</summary>
    internal static string Rollback(Plan plan) => Templates.Render("rollback", new RollbackReply(RollbackView.Of(plan)));

    /// <summary>That an override was granted: by whom, why, and what follows.</summary>
    internal static string Override(Plan plan, OverrideStanding standing) => Templates.Render("override", new OverrideView(
        standing.Sentence, plan.Digest.Short, string.Create(CultureInfo.InvariantCulture, $"{standing.Expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
        $"/countersign approve all {plan.Digest.Short}"));

    /// <summary>Who must sign a statement, which rule says so, and who has; null when the plan has no such statement.</summary>
    internal static string? Explain(ReviewReport report, int number) =>
        ExplainView.Of(report, number) is { } view ? Templates.Render("explain", view) : null;
}

/// <summary>What undoes a change, target by target.</summary>
internal sealed record RollbackReply(ImmutableArray<RollbackView> Targets);

/// <summary>The statements that undo a plan, and those that nothing undoes.</summary>
internal sealed record RollbackView(string Target, string Sql, string Dialect, ImmutableArray<string> Irreversible)
{
    /// <summary>Undone in the opposite order in which it was done.</summary>
    internal static ImmutableArray<RollbackView> Of(Plan plan) =>
    [
        .. plan.Targets.Where(t => t.Target != PolicyEdit.Target).Select(t => new RollbackView(
            t.Target.Value,
            t.Modelled is ModelledChange.Compared compared ? compared.Back : string.Join("\n\n", t.Statements.Reverse().Select(s => s.Source.Reversal).OfType<Reversal.By>().Select(r => r.Sql)),
            t.Dialect.Word(),
            t.Modelled is ModelledChange.Compared { Lost: var lost } ? lost : [.. t.Statements.Where(s => s.Source.Reversal is Reversal.Irreversible)
                .Select(s => $"{s.Label}: {((Reversal.Irreversible)s.Source.Reversal).Because}")])),
    ];
}

/// <summary>A command that cannot be read.</summary>
internal sealed record MalformedCommandView(string Sentence);

/// <summary>A command that was not carried out.</summary>
internal sealed record RefusedCommandView(string Person, string Problem, string NextStep);

/// <summary>An override that was granted.</summary>
internal sealed record OverrideView(string Sentence, string Plan, string Until, string SignAll);
