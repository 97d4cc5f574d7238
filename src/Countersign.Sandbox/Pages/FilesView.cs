using Countersign.Sandbox.Checks;
using Countersign.Sandbox.PullRequests;
using LibGit2Sharp;

namespace Countersign.Sandbox.Pages;

/// <summary>The changed files with their differences, and the annotations of checks on their lines.</summary>
internal static class FilesView
{
    public static Html Of(SandboxPullRequest pull)
    {
        var notes = pull.Repository.CheckRuns.Where(run => run.HeadSha == pull.HeadSha)
            .GroupBy(run => (run.App, run.Name)).SelectMany(group => group.Last().Annotations).ToLookup(note => note.Path);
        var files = pull.Repository.Git.Read.Diff(pull.ComparedWith, pull.HeadSha);
        return Html.Join(files.Select(file => File(file, [.. notes[file.Path]])));
    }

    private static Html File(PatchEntryChanges file, List<Annotation> notes) => Html.Of($"""
        <details class="file" open><summary><code>{Name(file)}</code> <span class="plus">+{file.LinesAdded}</span> <span class="minus">−{file.LinesDeleted}</span></summary>
        <table class="diff"><tbody>{Lines(file.Patch, notes)}</tbody></table>
        </details>
        """);

    private static string Name(PatchEntryChanges file) =>
        file.Status == ChangeKind.Renamed ? $"{file.OldPath} → {file.Path}" : file.Path;

    private static IEnumerable<Html> Lines(string patch, List<Annotation> notes)
    {
        var number = 0;
        var inside = false;
        foreach (var line in patch.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                (inside, number) = (true, NewStart(line));
                yield return Html.Of($"""<tr class="hunk"><td></td><td>{line}</td></tr>""");
                continue;
            }

            if (!inside) continue;
            var removed = line.StartsWith('-');
            var style = removed ? "del" : line.StartsWith('+') ? "add" : "";
            yield return Html.Of($"""<tr class="{style}"><td>{(removed ? "" : $"{number}")}</td><td>{line}</td></tr>""");
            if (removed) continue;
            foreach (var note in notes.Where(note => note.EndLine == number)) yield return Html.Of($"""<tr><td></td><td>{ChecksView.Note(note)}</td></tr>""");
            number++;
        }
    }

    /// <summary>The first new line of <c>@@ -a,b +c,d @@</c>.</summary>
    private static int NewStart(string header)
    {
        var start = header.IndexOf('+', StringComparison.Ordinal) + 1;
        var digits = header[start..].TakeWhile(char.IsAsciiDigit).ToArray();
        return digits.Length == 0 ? 0 : int.Parse(digits, null);
    }
}
