using Countersign.Reports;

namespace Countersign.Bot.Reports;

/// <summary>What the bot answers to commands, when a reaction does not say it all.</summary>
internal static class Replies
{
    /// <summary>The commands.</summary>
    internal static string Help() => Templates.Render("command-help", new object());

    /// <summary>To a command that cannot be read.</summary>
    /// <param name="command">As the person wrote it.</param>
    internal static string Malformed(string command, string problem, string nextStep) =>
        Templates.Render("malformed-command", new MalformedCommandView(VisibleText.Cut(command, 500), problem, nextStep));

    /// <summary>To a command that is understood but not carried out.</summary>
    internal static string Refused(Changes.Person person, string problem, string nextStep) =>
        Templates.Render("refused-command", new RefusedCommandView(person.Handle, problem, nextStep));

    /// <summary>Who must sign a statement, which rule says so, and who has; null when the plan has no such statement.</summary>
    internal static string? Explain(ReviewReport report, int number)
    {
        if (ExplainView.Of(report, number) is not { } view) return null;
        return Templates.Render("explain", view);
    }
}

/// <summary>A command that cannot be read.</summary>
internal sealed record MalformedCommandView(string Command, string Problem, string NextStep);

/// <summary>A command that was not carried out.</summary>
internal sealed record RefusedCommandView(string Person, string Problem, string NextStep);
