using Countersign.Reports;
using Spectre.Console;

namespace Countersign.Bot.Commands;

/// <summary>Lines for a person on standard output; styled on a terminal, plain elsewhere. No text is markup (INV-33).</summary>
internal sealed class Printout
{
    private readonly IAnsiConsole _console;

    private Printout(TextWriter output, bool colours)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        _console.Profile.Width = 10_000; // a terminal wraps by itself, and a file should not
    }

    /// <summary>Standard output.</summary>
    public static Printout Standard => new(Console.Out, HasColours);

    /// <summary>True on a terminal, unless its user wants none (https://no-color.org).</summary>
    public static bool HasColours =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>A line.</summary>
    public void Line(string text = "") => Line(text, Style.Plain);

    /// <summary>A line that stands out.</summary>
    public void Strong(string text) => Line(text, new Style(decoration: Decoration.Bold));

    /// <summary>A line in the colour of yes or no.</summary>
    public void Answer(bool yes, string text) => Line(text, new Style(yes ? Color.Green : Color.Red));

    private void Line(string text, Style style)
    {
        _console.Write(new Text(TerminalText.Line(text), style));
        _console.WriteLine();
    }
}
