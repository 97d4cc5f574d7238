namespace Countersign.Analysis.Rules;

/// <summary>Rules about a script's bytes, before any dialect reads them (INV-10).</summary>
public static class TextRules
{
    /// <summary>Not UTF-8.</summary>
    public static Rule Utf8 { get; } = new("CS001", "A script is valid UTF-8",
        "Bytes that are not UTF-8 are shown one way to the reviewer and read another way by the server. Overlong forms and "
        + "surrogates have carried attacks past reviewers and escaping functions before.",
        "save the file as UTF-8");

    /// <summary>UTF-16 or UTF-32.</summary>
    public static Rule WideEncoding { get; } = new("CS002", "A script is not UTF-16 or UTF-32",
        "Some editors (SQL Server Management Studio among them) save UTF-16. Forges show such a file as binary, so nobody "
        + "can review it.",
        "save the file as UTF-8 without byte order mark");

    /// <summary>NUL.</summary>
    public static Rule Nul { get; } = new("CS003", "A script holds no NUL byte",
        "Some parsers end at a NUL byte and others read on: what was reviewed and what runs would differ. One SQLite driver "
        + "never returns from such a text.",
        "remove the byte; write binary data as a hexadecimal literal");

    /// <summary>U+FEFF elsewhere than at the start.</summary>
    public static Rule ByteOrderMark { get; } = new("CS004", "A byte order mark stands only at the start",
        "Inside a text U+FEFF is an invisible character that some lexers skip and others take as part of a name.",
        "remove the character; two files were probably joined");

    /// <summary>C0 control characters and DEL.</summary>
    public static Rule Control { get; } = new("CS005", "A script holds no control characters but tab and line ends",
        "A terminal obeys control characters: a reviewer who prints the file can be shown something else than it holds.",
        "remove the character; inside a string write it by the dialect's escape");

    /// <summary>CR without LF.</summary>
    public static Rule LoneCarriageReturn { get; } = new("CS006", "A line ends with LF or CR LF",
        "A lone CR ends a line for some readers and not for others. A `--` comment may then end where the reviewer does not "
        + "see it.",
        "convert the line ends to LF");

    /// <summary>A Git LFS pointer.</summary>
    public static Rule LfsPointer { get; } = new("CS007", "A script is not kept in Git LFS",
        "Git holds only a pointer; the bytes that would run are somewhere else and are not part of what was reviewed.",
        "take the path out of `.gitattributes` and commit the file itself");

    /// <summary>Script too large.</summary>
    public static Rule ScriptSize { get; } = new("CS008", "A script is not too large to review",
        "Nobody reads megabytes of SQL, and parsers that must not fall over need a bound.",
        "load data by other means, or split the script");

    /// <summary>Statement too large.</summary>
    public static Rule StatementSize { get; } = new("CS009", "A statement is not too large to review",
        "Nobody reads a statement of a megabyte, and parsers that must not fall over need a bound.",
        "split the statement, or load the data by other means");

    /// <summary>Bidirectional controls.</summary>
    public static Rule Bidi { get; } = new("CS010", "No bidirectional control characters",
        "They change the order in which text is shown, so that code can look like a comment and a comment like code "
        + "(CVE-2021-42574, \"Trojan Source\"). The statement counts as unreadable and one more person than the default must sign it.",
        "remove the character; inside a string write it by the dialect's escape");

    /// <summary>Characters that show nothing.</summary>
    public static Rule Invisible { get; } = new("CS011", "No invisible characters",
        "Zero-width characters, odd spaces and Unicode line separators are not seen, but make names differ and end lines "
        + "for some tools only. The statement counts as unreadable and one more person than the default must sign it.",
        "remove the character, or use an ordinary space or line end");

    /// <summary>Not NFC.</summary>
    public static Rule NotComposed { get; } = new("CS012", "Text is in Unicode normalisation form C",
        "Two spellings of the same visible name are two names for a database. The statement counts as unreadable and one "
        + "more person than the default must sign it.",
        "normalise the file to NFC");

    /// <summary>Letters of several look-alike scripts in one word.</summary>
    public static Rule MixedScript { get; } = new("CS013", "A word is written in one script",
        "A Cyrillic `а` in an otherwise Latin name looks the same and is another table. The statement counts as unreadable "
        + "and one more person than the default must sign it.",
        "write the word with letters of one script");

    /// <summary>Spans and gaps do not make up the file.</summary>
    public static Rule Partition { get; } = new("CS014", "Statements, white space and comments make up the whole script",
        "Whatever lies between statements is not executed and not signed. If it could be anything but white space and "
        + "comments, the reviewer would see text that the executor skips (INV-09).",
        "simplify the script around this place; if it is ordinary SQL, please report it with the script");

    /// <summary>Ids of findings whose statement looks different from what it says.</summary>
    public static ImmutableHashSet<string> DeceptiveIds { get; } = [Bidi.Id, Invisible.Id, NotComposed.Id, MixedScript.Id];

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        Utf8, WideEncoding, Nul, ByteOrderMark, Control, LoneCarriageReturn, LfsPointer, ScriptSize, StatementSize,
        Bidi, Invisible, NotComposed, MixedScript, Partition,
    ];
}
