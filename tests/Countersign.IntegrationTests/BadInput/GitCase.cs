using System.Text;

namespace Countersign.IntegrationTests.BadInput;

/// <summary>One entry of the governed directory `db/orders`.</summary>
/// <param name="Mode">As Git writes it.</param>
/// <param name="Content">Of a blob; null for an object that is not there.</param>
internal sealed record GitEntry(string Mode, byte[] Name, byte[]? Content);

/// <summary>What the governed directory looks like at the head of a change.</summary>
/// <param name="Expected">`refused CS021`, `unreadable`, or `read` and the paths.</param>
/// <param name="Raw">Whether the tree is written as it stands, though Git would not make such a one.</param>
internal sealed record GitCase(string Name, ImmutableArray<GitEntry> Entries, string Expected, bool Raw = false);

/// <summary>
/// B9: trees that show one thing and hold another. The base has `db/orders/001.sql`; governed is `db/orders/*.sql`. What must come of a
/// tree follows from the modes and names that it was made of (gitformat-pack, git-fast-import, the checks of git-fsck).
/// </summary>
internal static class GitCorpus
{
    internal static readonly GitEntry First = File("001.sql", "SELECT 1;\n");

    private static readonly string[] LinkTargets =
        ["/etc/passwd", "001.sql", "../../secret.sql", ".", "", "002.sql", ".git/config", "C:\\x", "\\\\evil\\share", "a\nb", "//evil/x", "‮", new('a', 5_000)];

    /// <summary>Characters that no governed path may hold.</summary>
    private static readonly string[] Hidden =
    [
        "\u0001", "\t", "\n", "\r", "\u001B[2J", "\u007F", "\u0085", "\u009B", "\\", "\\..\\", "\u061C", "\u200E", "\u202A", "\u202D", "\u202E", "\u2066", "\u2069", "\u200B", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u00A0",
        "\u2028", "\u2029", "\u3000", "\u115F", "\u2800", "\uFE0F", "e\u0301", "\u212B", "\uFFFD", "\U000E0041", "\U0001D173",
    ];

    /// <summary>Names that are odd for some file system, and say what they are.</summary>
    private static readonly string[] Plain =
    [
        "002.sql", "CON.sql", "nul.sql", "aux.sql", "GIT~1.sql", ".git.sql", ".gitmodules.sql", "-rf.sql", "--help.sql", " .sql", "a b.sql", "'; DROP TABLE t; --.sql", "$(id).sql", "`id`.sql", "<b>.sql", "[x](y).sql", "|.sql", "*.sql",
        "?.sql", "%00.sql", "ü.sql", "заказы.sql", "日本.sql", "😀.sql", new string('a', 250) + ".sql", new string('b', 3_000) + ".sql", "a:b.sql", "a.sql:x.sql", "~.sql", "@{u}.sql", "HEAD.sql",
    ];

    private static readonly string[] Attributes =
    [
        "*.sql eol=crlf", "*.sql text=auto eol=crlf", "*.sql working-tree-encoding=UTF-16", "*.sql ident", "*.sql export-subst", "*.sql export-ignore", "*.sql filter=evil", "*.sql -diff linguist-generated", "*.sql merge=union", "*.sql filter=lfs diff=lfs merge=lfs -text",
    ];

    internal static ImmutableArray<GitCase> All { get; } =
    [
        .. LinkTargets.Select(t => Added($"a link to `{t[..Math.Min(t.Length, 20)]}`", new("120000", "002.sql"u8.ToArray(), Encoding.UTF8.GetBytes(t)), "refused CS021")),
        .. Hidden.Select(h => Added($"a name with {string.Join(' ', h.EnumerateRunes().Select(r => $"U+{r.Value:X4}"))}", File($"0{h}2.sql", "SELECT 2;\n"), "refused CS025")),
        .. Plain.Select(p => Added($"the name `{p[..Math.Min(p.Length, 30)]}`", File(p, $"SELECT '{p.Length}';\n"), "read " + p)),
        .. Attributes.Select(a => new GitCase($"attributes `{a}`", [File(".gitattributes", a + "\n"), First, File("002.sql", "/* $Id$ $Format:%B$ */ SELECT 2;\n")], "read 002.sql")),
        .. Clashes(), .. Modes(), .. Changes(), .. Malformed(),
    ];

    private static IEnumerable<GitCase> Clashes() =>
    [
        new("two names that differ by case", [First, File("a.sql", "SELECT 1;"), File("A.sql", "DROP TABLE t;")], "refused CS026"),
        new("three names that differ by case", [First, File("ab.sql", "1"), File("Ab.sql", "2"), File("aB.sql", "3")], "refused CS026"),
        new("names that differ by case beyond ASCII", [First, File("ä.sql", "1"), File("Ä.sql", "2")], "refused CS026"),
        new("names that differ by case in Cyrillic", [First, File("заказ.sql", "1"), File("Заказ.sql", "2")], "refused CS026"),
        new("an ending in capitals is not governed", [First, File("001.SQL", "DROP TABLE t;")], "read"),
        new("one composed and one not", [First, File("é.sql", "1"), File("e\u0301.sql", "2")], "refused CS025"),
    ];

    private static IEnumerable<GitCase> Modes() =>
    [
        Added("a program", new("100755", "002.sql"u8.ToArray(), "SELECT 2;"u8.ToArray()), "read 002.sql"),
        new("a file that a group may write, as old Git wrote it", [First, new("100664", "002.sql"u8.ToArray(), "SELECT 2;"u8.ToArray())], "read 002.sql", Raw: true),
        Added("a submodule", new("160000", "002.sql"u8.ToArray(), null), "refused CS021"),
        Added("an LFS pointer", File("002.sql", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"), "read 002.sql"),
        Added("a file of which the bytes are missing", new("100644", "002.sql"u8.ToArray(), null), "unreadable"),
        new("an unknown mode", [First, new("100000", "002.sql"u8.ToArray(), "1"u8.ToArray())], "answered", Raw: true),
        new("the mode of a socket", [First, new("140000", "002.sql"u8.ToArray(), "1"u8.ToArray())], "answered", Raw: true),
        new("a mode with a zero before it", [First, new("0100644", "002.sql"u8.ToArray(), "1"u8.ToArray())], "answered", Raw: true),
        new("a mode with all bits", [First, new("177777", "002.sql"u8.ToArray(), "1"u8.ToArray())], "answered", Raw: true),
        new("a mode that is none", [First, new("abc", "002.sql"u8.ToArray(), "1"u8.ToArray())], "unreadable", Raw: true),
        new("a blob that calls itself a directory", [First, new("40000", "002.sql"u8.ToArray(), "1"u8.ToArray())], "answered", Raw: true),
    ];

    private static IEnumerable<GitCase> Changes() =>
    [
        new("nothing changed", [First], "read"),
        new("the first script edited", [File("001.sql", "SELECT 2;\n")], "refused CS020"),
        new("the first script made a program", [First with { Mode = "100755" }], "refused CS020"),
        new("the first script made a link", [new("120000", "001.sql"u8.ToArray(), "SELECT 1;\n"u8.ToArray())], "refused CS020"),
        new("the first script made a submodule", [new("160000", "001.sql"u8.ToArray(), null)], "refused CS020"),
        new("the first script deleted", [File("readme", "x")], "refused CS020"),
        new("the first script renamed", [File("000.sql", "SELECT 1;\n")], "refused CS020"),
        new("line ends changed", [File("001.sql", "SELECT 1;\r\n")], "refused CS020"),
        new("a script of no bytes", [First, File("002.sql", "")], "read 002.sql"),
    ];

    private static IEnumerable<GitCase> Malformed() =>
    [
        new("a name twice", [First, File("002.sql", "1"), File("002.sql", "DROP TABLE t;")], "unreadable", Raw: true),
        new("the parent directory as a name", [First, File("..", "1")], "unreadable", Raw: true),
        new("the directory itself as a name", [File(".", "1"), First], "unreadable", Raw: true),
        new("an empty name", [new("100644", [], "1"u8.ToArray()), First], "unreadable", Raw: true),
        new("a slash in a name", [First, File("a/002.sql", "1")], "unreadable", Raw: true),
        new("a slash that climbs", [First, File("../002.sql", "1")], "unreadable", Raw: true),
        new("a name beyond the limit", [First, File(new string('a', 5_000) + ".sql", "1")], "unreadable", Raw: true),
        new("names out of order", [File("002.sql", "SELECT 2;"), First], "answered", Raw: true),
        new("a name that is no UTF-8", [First, new("100644", [0xFF, .. "2.sql"u8], "1"u8.ToArray())], "answered", Raw: true),
        new("a name of half a character", [First, new("100644", [(byte)'0', 0xC3, .. "2.sql"u8], "1"u8.ToArray())], "answered", Raw: true),
        new("an overlong slash in a name", [First, new("100644", [.. "a"u8, 0xC0, 0xAF, .. "2.sql"u8], "1"u8.ToArray())], "answered", Raw: true),
    ];

    private static GitCase Added(string name, GitEntry entry, string expected) => new(name, [First, entry], expected);

    private static GitEntry File(string name, string content) => new("100644", Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(content));
}
