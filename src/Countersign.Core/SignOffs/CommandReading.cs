using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>
/// Reads commands (INV-20). Only the first line counts and it must begin with `/countersign`, so text that is quoted,
/// fenced or in an HTML comment is never a command: each of these begins the line with something else.
/// </summary>
public static partial class CommandReading
{
    private const string Word = "/countersign";

    /// <summary>More numbers than any plan needs; bounds a hostile range.</summary>
    private const int HighestNumber = 100_000;

    /// <summary>Characters of an override's reason that are kept.</summary>
    private const int LongestReason = 300;

    /// <summary>
    /// Reads a comment as the forge shows it now. Bots are not listened to. An edited comment is no command, except a
    /// revocation: an edit must not be a way to take one back.
    /// </summary>
    public static CommandText Read(Comment comment)
    {
        ArgumentNullException.ThrowIfNull(comment);
        if (comment.By.IsBot) return new CommandText.NotACommand();
        var text = ReadLine(comment.Body);
        var isEdited = comment.UpdatedAt != comment.CreatedAt;
        return isEdited && text is not CommandText.NotACommand and not CommandText.Understood { Command: Command.Revoke }
            ? new CommandText.Malformed("the comment was edited, and an edited comment is no command; write a new one")
            : text;
    }

    /// <summary>Reads the first line of a text, e.g. of a review's body.</summary>
    public static CommandText ReadLine(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var end = body.AsSpan().IndexOfAny('\n', '\r');
        var line = end < 0 ? body : body[..end];
        if (!line.StartsWith(Word, StringComparison.Ordinal)) return new CommandText.NotACommand();
        var rest = line[Word.Length..];
        if (rest.Length > 0 && rest[0] is not (' ' or '\t')) return new CommandText.NotACommand(); // e.g. `/countersigned`
        var words = rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] or ["help"] => Understood(new Command.Help()),
            ["plan"] => Understood(new Command.Plan()),
            ["deploy"] => Understood(new Command.Deploy()),
            ["rollback"] => Understood(new Command.Rollback()),
            ["approve", .. var args] => Approve(args),
            ["revoke", .. var args] => Choose(args, out var chosen) is { } problem
                ? Malformed(problem, "revoke q2", "revoke all")
                : Understood(new Command.Revoke(chosen!)),
            ["override", var digest, "because", _, ..] when Digits().IsMatch(digest) =>
                Understood(new Command.Override(digest.ToLowerInvariant(), Reason(rest))),
            ["override", ..] => Malformed("`override` names the plan's digest and a reason", "override 0123456789ab because orders cannot be placed"),
            ["grant", var digest] when Digits().IsMatch(digest) => Understood(new Command.Grant(digest.ToLowerInvariant())),
            ["grant", ..] => Malformed("`grant` names the digest of the plan that an override was asked for", "grant 0123456789ab"),
            ["explain", var label] when Range(label) is (var from, var to) && from == to => Understood(new Command.Explain(from)),
            ["explain", ..] => Malformed("`explain` takes one statement", "explain q2"),
            ["help" or "plan" or "deploy" or "rollback", ..] => Malformed($"`{words[0]}` takes nothing after it", words[0]),
            _ => Malformed($"`{words[0]}` is not a command", "help"),
        };
    }

    /// <summary>What follows the first `because`; bounded, since it is shown in many places.</summary>
    private static string Reason(string rest)
    {
        var reason = rest[(rest.IndexOf("because", StringComparison.Ordinal) + "because".Length)..].Trim();
        return reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";
    }

    private static CommandText Approve(string[] args)
    {
        if (args is not [.. var labels, var digest] || !Digits().IsMatch(digest))
            return Malformed(
                string.Create(CultureInfo.InvariantCulture,
                    $"`approve` ends with the digest of the plan that you saw, at least {Digest.ShortestPrefix} hex digits of it"),
                "approve all 0123456789ab", "approve q1 q3-q5 0123456789ab");
        return Choose(labels, out var chosen) is { } problem
            ? Malformed(problem, "approve all 0123456789ab", "approve q1 q3-q5 0123456789ab")
            : Understood(new Command.Approve(chosen!, digest.ToLowerInvariant()));
    }

    /// <summary>A problem, or null when <paramref name="chosen"/> is set.</summary>
    private static string? Choose(string[] labels, out Chosen? chosen)
    {
        chosen = null;
        if (labels is ["all"])
        {
            chosen = new Chosen.All();
            return null;
        }

        if (labels.Length == 0) return "which statements are meant is missing";
        var numbers = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var label in labels)
        {
            if (Range(label) is not (var from, var to)) return $"`{label}` is no statement";
            if (from > to) return $"`{label}` runs backwards";
            numbers.UnionWith(Enumerable.Range(from, to - from + 1));
        }

        chosen = new Chosen.Some(numbers.ToImmutable());
        return null;
    }

    private static (int From, int To)? Range(string label)
    {
        if (Label().Match(label) is not { Success: true } match) return null;
        var from = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var to = match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : from;
        return from > HighestNumber || to > HighestNumber ? null : (from, to);
    }

    private static CommandText.Understood Understood(Command command) => new(command);

    private static CommandText.Malformed Malformed(string problem, params ReadOnlySpan<string> examples) =>
        new($"{problem}; write {string.Join(" or ", examples.ToArray().Select(e => $"`{Word} {e}`"))}");

    [GeneratedRegex(@"\Aq([1-9][0-9]{0,5})(?:[-\u2013]q?([1-9][0-9]{0,5}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[0-9a-fA-F]{12,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
