using Countersign.Changes;
using Countersign.Reports;
using Countersign.SignOffs;

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

    /// <summary>Who must sign a statement, which rule says so, and who has; null when the plan has no such statement.</summary>
    internal static string? Explain(ReviewReport report, int number) =>
        ExplainView.Of(report, number) is { } view ? Templates.Render("explain", view) : null;
}

/// <summary>A command that cannot be read.</summary>
internal sealed record MalformedCommandView(string Sentence);

/// <summary>A command that was not carried out.</summary>
internal sealed record RefusedCommandView(string Person, string Problem, string NextStep);
