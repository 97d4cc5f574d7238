using Countersign.Reports;
using Spectre.Console;

namespace Countersign.Bot.Commands;

/// <summary>Says on standard error what is being waited for. Where that is no terminal, nothing is said.</summary>
internal static class Progress
{
    /// <summary>Works while saying so.</summary>
    public static T Show<T>(string what, Func<T> work)
    {
        if (Console.IsErrorRedirected) return work();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().Start(TerminalText.Line(what).EscapeMarkup(), _ => work());
    }
}
