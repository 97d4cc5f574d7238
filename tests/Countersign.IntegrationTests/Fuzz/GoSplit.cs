using System.Text.RegularExpressions;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>
/// Batches as the manual of sqlcmd tells them apart: GO alone on a line, in any case and with blanks around it, that is not inside of a
/// text, a quoted name or a comment. It knows nothing of T-SQL besides, so that it can disagree with whoever does.
/// </summary>
internal static partial class GoSplit
{
    /// <summary>The batches without blanks at either end; those of nothing are left out.</summary>
    internal static ImmutableArray<string> Batches(string script)
    {
        var batches = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var at = 0; at < script.Length;)
        {
            if ((at == 0 || script[at - 1] == '\n') && Separator().Match(script, at) is { Success: true } separator)
            {
                batches.Add(script[start..at]);
                start = at = at + separator.Length;
            }
            else
            {
                at = After(script, at);
            }
        }

        batches.Add(script[start..]);
        return [.. batches.Select(b => b.Trim()).Where(b => b.Length > 0)];
    }

    private static int After(string script, int at) => script[at] switch
    {
        '\'' => Closing(script, at, '\''),
        '"' => Closing(script, at, '"'),
        '[' => Closing(script, at, ']'),
        '-' when script.AsSpan(at).StartsWith("--") => script.IndexOf('\n', at) is >= 0 and var end ? end + 1 : script.Length,
        '/' when script.AsSpan(at).StartsWith("/*") => AfterComment(script, at),
        _ => at + 1,
    };

    /// <summary>A doubled quote is one inside.</summary>
    private static int Closing(string script, int open, char quote)
    {
        for (var at = open + 1; at < script.Length; at++)
        {
            if (script[at] != quote) continue;
            if (at + 1 >= script.Length || script[at + 1] != quote) return at + 1;
            at++;
        }

        return script.Length;
    }

    private static int AfterComment(string script, int at)
    {
        var depth = 0;
        for (; at < script.Length - 1; at++)
        {
            if (script[at] == '/' && script[at + 1] == '*') (depth, at) = (depth + 1, at + 1);
            else if (script[at] == '*' && script[at + 1] == '/') (depth, at) = (depth - 1, at + 1);
            if (depth == 0) return at + 1;
        }

        return script.Length;
    }

    [GeneratedRegex(@"\G[ \t]*GO[ \t]*(\r?\n|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
