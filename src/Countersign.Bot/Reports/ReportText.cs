using Countersign.Reports;
using Spectre.Console;

namespace Countersign.Bot.Reports;

/// <summary>A report on a terminal, or as plain lines when it goes to a file. Nothing from the change is markup.</summary>
internal static class ReportText
{
    private static readonly Style Plain = Style.Plain;
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(decoration: Decoration.Dim);

    /// <summary>The report as plain lines.</summary>
    internal static string Render(ReviewReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Write(report, output, colours: false);
        return output.ToString();
    }

    internal static void Write(ReviewReport report, TextWriter output, bool colours)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 10_000; // a terminal wraps by itself, and a file should not
        new Lines(console).Write(ReportView.Of(report, Detail.Full));
    }

    private static Color ColourOf(Tone tone) => tone switch
    {
        Tone.Good => Color.Green,
        Tone.Waiting => Color.Yellow,
        Tone.Running => Color.Blue,
        Tone.Refused or Tone.Failed => Color.Red,
        _ => Color.Default,
    };

    private static Color ColourOf(char sign) => sign switch
    {
        '+' => Color.Green,
        '-' => Color.Red,
        _ => Color.Default,
    };

    private sealed class Lines(IAnsiConsole console)
    {
        internal void Write(ReportView view)
        {
            Line(view.Headline.Text, new Style(ColourOf(view.Headline.Tone), decoration: Decoration.Bold));
            if (view.Scope.Length > 0) Line($"plan {view.Plan}, {view.Scope}, {view.Head} onto {view.Base}", Faint);
            foreach (var d in view.Deployments)
            {
                Line($"  {d.Text}", new Style(ColourOf(d.Tone)));
                if (d.NextStep.Length > 0) Line($"      next: {d.NextStep}", Plain);
                Refusals(d.Refusals);
            }

            Refusals(view.Refusals);
            foreach (var sentence in view.Missing) Line($"  {sentence}", Plain);
            foreach (var target in view.Targets) Target(target);
            Findings(view.Findings);
            Section("Sign-offs", view.SignOffs, s =>
            {
                Line($"  {s.By}, {s.How}, {s.At}: counts for {s.CountsFor}", Plain);
                foreach (var remark in s.Remarks) Line($"      {remark}", Plain);
            });
            Section("Notes", view.Notes, n => Line($"  {n}", Plain));
        }

        private void Refusals(ImmutableArray<RefusalRow> refusals)
        {
            foreach (var r in refusals)
            {
                Line($"  {r.Place}: {r.Why} ({r.Rule})", new Style(Color.Red));
                Line($"      next: {r.NextStep}", Plain);
            }
        }

        private void Target(TargetView target)
        {
            Line("", Plain);
            Line($"{target.Name} ({target.Environment}, {target.Dialect}), {target.Count}", Strong);
            if (target.Rehearsed.Length > 0) Line($"  {target.Rehearsed}", Faint);
            foreach (var s in target.Statements)
            {
                Line($"  {s.Label}  {s.Kind} {s.Objects}  {s.Place}", Strong);
                if (s.Does.Length > 0) Line($"      does   {s.Does}", Plain);
                foreach (var part in s.Parts) Line($"      part   {part}", Plain);
                if (s.Holds.Length > 0) Line($"      holds  {s.Holds}", Plain);
                Line(s.IsReversible ? "      undo   yes" : $"      undo   no: {s.Undo}", Plain);
                foreach (var n in s.Needs)
                    Line($"      needs  {n.Count} from {n.From} by rule {n.Rule}; has {n.Has}{(n.By.Length > 0 ? $": {n.By}" : "")}",
                        new Style(n.IsMet ? Color.Green : Color.Yellow));
            }

            if (target.Changes.Length > 0) Line("  changes", Strong);
            foreach (var line in target.Changes.Split('\n').Where(l => l.Length > 0)) Line($"    {line}", new Style(ColourOf(line[0])));
            if (target.Rollback.Length > 0) Line("  rollback", Strong);
            foreach (var line in target.Rollback.Split('\n').Where(l => l.Length > 0)) Line($"    {line}", Plain);
            foreach (var lost in target.Lost) Line($"    not brought back: {lost}", new Style(Color.Red));
        }

        private void Findings(ImmutableArray<FindingRow> findings) => Section("Findings", findings, f =>
        {
            Line($"  {f.Severity.ToLowerInvariant()} {f.Rule} {f.Place}{(f.Label.Length > 0 ? $" ({f.Label})" : "")}: {f.Message}",
                new Style(f.Severity == "Error" ? Color.Red : Color.Yellow));
            Line($"      {f.Advice}", Plain);
        });

        private void Section<T>(string title, ImmutableArray<T> rows, Action<T> write)
        {
            if (rows.IsEmpty) return;
            Line("", Plain);
            Line(title, Strong);
            foreach (var row in rows) write(row);
        }

        private void Line(string text, Style style)
        {
            console.Write(new Text(TerminalText.Line(text), style));
            console.WriteLine();
        }
    }
}
