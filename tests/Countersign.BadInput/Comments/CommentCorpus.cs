using System.Text.RegularExpressions;
using Countersign.Changes;
using Countersign.SignOffs;

namespace Countersign.BadInput.Comments;

/// <summary>What must come of a comment.</summary>
public enum Heard
{
    /// <summary>Meant for others.</summary>
    Talk,

    /// <summary>Meant for us, and not acted on.</summary>
    Malformed,

    /// <summary>A command.</summary>
    Command,
}

/// <summary>A comment and what must come of it.</summary>
public sealed record CommentCase(string Name, Comment Comment, Heard Expected)
{
    /// <summary>Null when it is heard as expected.</summary>
    public string? WhatIsWrong() => CommentCorpus.Hear(Comment) is var heard && heard == Expected ? null : $"{Name}: expected {Expected}, but it is {heard}";
}

/// <summary>
/// B11: the commands of the guide with everything that people and attackers put around them. What must come of each follows from what was
/// put there; besides, every comment is held to <see cref="Grammar"/>, which was written from the guide.
/// </summary>
public static partial class CommentCorpus
{
    private const string Digest = "0123456789ab";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new(new(1), "ana", false);

    private static readonly string[] Commands =
    [
        "/countersign", "/countersign help", "/countersign plan", "/countersign deploy", "/countersign rollback", "/countersign explain q1", "/countersign revoke all", "/countersign revoke q2 q4-q6",
        $"/countersign approve all {Digest}", $"/countersign approve q1 {Digest}", $"/countersign approve q1 q3-q5 {Digest}cdef", $"/countersign approve q1–q2 {Digest.ToUpperInvariant()}",
    ];

    /// <summary>What comes after a command and belongs to nobody.</summary>
    private static readonly string[] Harmless = ["", " ", "\t\t", "\n", "\r\n", "\nthanks", "\r\n> quoted", "\n\n```\n/countersign deploy\n```"];

    /// <summary>What comes before and makes it talk: the first line no longer begins with the word.</summary>
    private static readonly string[] Talk =
    [
        " ", "    ", "\t", "\n", "\r\n", "> ", ">", "`", "``", "```\n", "~~~\n", "<!--", "<!-- ", "<!--\n", "- ", "* ", "1. ", "# ", "**", "_", "[", "![", "<b>", "<details>\n", "| ", "@ana ", "please ", "\\", "/", "//",
        "\uFEFF", "\u200B", "\u200D", "\u202E", "\u2066", "\u00A0", "\u2028", "\u00AD", "\u0000", "\u0007", "\u001B[0m", "\v", "\f", "\u0085",
    ];

    /// <summary>Words that look like ours.</summary>
    private static readonly string[] LookAlikes =
    [
        "／countersign", "∕countersign", "⁄countersign", "\\countersign", "/сountersign", "/cοuntersign", "/counters\u0456gn", "/c\u200Bountersign", "/countersign\u200B", "/ｃountersign", "/Countersign", "/COUNTERSIGN",
        "/counter-sign", "/countersigned", "/countersign:", "/countersign,", "/countersign.", "/countersign/", "/countersign\u00A0", "/countersign\u3000", "/ countersign", "/countersıgn", "/couñtersign", "/countersign\u0301",
    ];

    /// <summary>Ours by their first word, and wrong behind it.</summary>
    private static readonly string[] Wrong =
    [
        "approve", "approve all", "approve q1", $"approve {Digest}", $"approve all {Digest[..11]}", $"approve all {Digest}{new string('0', 53)}", $"approve all {Digest}g", $"approve all {Digest} q1", $"approve all q1 {Digest}",
        $"approve q0 {Digest}", $"approve q01 {Digest}", $"approve q-1 {Digest}", $"approve q1- {Digest}", $"approve q2-q1 {Digest}", $"approve q1-q2-q3 {Digest}", $"approve q1,q2 {Digest}", $"approve Q1 {Digest}", $"approve 1 {Digest}",
        $"approve q1000000 {Digest}", $"approve q1-q999999999 {Digest}", $"approve q１ {Digest}", $"approve q١ {Digest}", $"approve q1\u200B {Digest}", $"approve\u00A0all {Digest}", $"approve all\u00A0{Digest}", $"approve all {Digest}\u200B",
        $"approve all {Digest} please", $"approve all `{Digest}`", $"approve all **{Digest}**", $"approve all {Digest} <!-- -->", $"approve all 0x{Digest}", $"approve all sha256:{Digest}", $"approve all о123456789ab", $"approve * {Digest}",
        $"Approve all {Digest}", $"APPROVE all {Digest}", $"aprove all {Digest}", $"approve-all {Digest}", $"approve all all {Digest}", "revoke", "revoke all q1", "revoke q0", $"revoke all {Digest}", "explain", "explain q1 q2", "explain q1-q2",
        "explain all", "plan now", "help me", "deploy orders-prod", "deploy --force", "rollback 3", "rollback all", "merge", "sign", "lgtm", "--help", "-h", "help;deploy", "plan && deploy", "$(deploy)", "`deploy`", "\"deploy\"", "null", "q1",
    ];

    private static readonly Lazy<ImmutableArray<CommentCase>> Everything = new(() =>
    [
        .. Commands.SelectMany(c => Harmless.Select(h => Of(c + h, Heard.Command))),
        .. Talk.SelectMany((t, i) => (IEnumerable<string>)[Commands[i % Commands.Length], Commands[(i + 5) % Commands.Length]], (t, c) => Of(t + c, Heard.Talk)),
        .. LookAlikes.Select(l => Of($"{l} approve all {Digest}", Heard.Talk)),
        .. Wrong.Select(w => Of("/countersign " + w, Heard.Malformed)),
        .. Commands.SelectMany((c, i) => (IEnumerable<CommentCase>)[ByABot(c), Edited(c)]),
    ]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<CommentCase> All => Everything.Value;

    /// <summary>What the product makes of a comment.</summary>
    public static Heard Hear(Comment comment) => CommandReading.Read(comment) switch
    {
        CommandText.Understood => Heard.Command,
        CommandText.Malformed => Heard.Malformed,
        _ => Heard.Talk,
    };

    /// <summary>What the guide makes of the text of a person's fresh comment, but for ranges that run backwards or too far.</summary>
    public static Heard ByTheGuide(string body) =>
        !Ours().IsMatch(FirstLine(body)) ? Heard.Talk : Grammar().IsMatch(FirstLine(body)) ? Heard.Command : Heard.Malformed;

    /// <summary>A person's fresh comment.</summary>
    public static Comment Said(string body) => new(1, Ana, Noon, Noon, body);

    private static string FirstLine(string body) => body.Split('\n', '\r')[0];

    private static CommentCase Of(string body, Heard expected) => new($"B11: `{body}`", Said(body), expected);

    private static CommentCase ByABot(string body) => new($"B11: a bot's `{body}`", Said(body) with { By = Ana with { IsBot = true } }, Heard.Talk);

    /// <summary>An edit must not be a way to take a revocation back.</summary>
    private static CommentCase Edited(string body) => new(
        $"B11: an edited `{body}`", Said(body) with { UpdatedAt = Noon.AddSeconds(1) }, body.Contains("revoke", StringComparison.Ordinal) ? Heard.Command : Heard.Malformed);

    private const string Number = "q[1-9][0-9]{0,5}";

    private const string Labels = $"(all|{Number}([-–]q?[1-9][0-9]{{0,5}})?([ \\t]+{Number}([-–]q?[1-9][0-9]{{0,5}})?)*)";

    [GeneratedRegex(@"\A/countersign([ \t]|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();

    [GeneratedRegex(
        $"\\A/countersign[ \\t]*([ \\t](help|plan|deploy|rollback|explain[ \\t]+{Number}|revoke[ \\t]+{Labels}|approve[ \\t]+{Labels}[ \\t]+[0-9a-fA-F]{{12,64}})[ \\t]*)?\\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
