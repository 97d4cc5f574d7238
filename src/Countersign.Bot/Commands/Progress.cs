using Countersign.Reports;
using Spectre.Console;

namespace Countersign.Bot.Commands;

/// <summary>Says on standard error what is being waited for. Where that is no terminal, nothing is said.</summary>
internal static class Progress
{
    /// <summary>Works while saying so.</summary>
    public static T Show<T>(string what, Func<T> work) => Show(what, () => Task.FromResult(work())).GetAwaiter().GetResult();

    /// <summary>Works while saying so.</summary>
    public static async Task<T> Show<T>(string what, Func<Task<T>> work)
    {
        if (Console.IsErrorRedirected) return await work();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Status().StartAsync(TerminalText.Line(what).EscapeMarkup(), _ => work());
    }
}
