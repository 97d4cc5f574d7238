namespace Countersign.Analysis.Rules;

/// <summary>Rules about which files a change touches and how.</summary>
public static class GovernanceRules
{
    /// <summary>A versioned script that is on the base branch changed.</summary>
    public static Rule Immutable { get; } = new("CS020", "A versioned script does not change once it is on the base branch",
        "It has run on production, or is about to. Changing or deleting the file does not change what ran; from then on a new "
        + "database and the old one differ without anybody seeing it.",
        "restore the file and add a new script that makes the further change");

    /// <summary>Symlink or submodule.</summary>
    public static Rule PlainFile { get; } = new("CS021", "A governed path is an ordinary file",
        "A symlink or a submodule names bytes that are somewhere else, perhaps outside the repository. They are not part of "
        + "what was reviewed, and following them has let attackers read other files.",
        "commit the file itself");

    /// <summary>Too many governed files.</summary>
    public static Rule TooMany { get; } = new("CS022", "A change has a number of governed files that people can review",
        "Nobody reads thousands of scripts, and forges stop listing files at 3,000.",
        "split the change");

    /// <summary>Out of order.</summary>
    public static Rule OutOfOrder { get; } = new("CS023", "A new versioned script sorts after those on the base branch",
        "Scripts run in ordinal order of their path. One that sorts before a script that has run already runs after it here "
        + "and before it on a new database; the two may differ.",
        "give it a name that sorts after the newest script");

    /// <summary>A repeatable script was deleted.</summary>
    public static Rule RepeatableDeleted { get; } = new("CS024", "A deleted repeatable script leaves what it made",
        "Deleting the file of a view or a function does not drop it. The object stays on production with nobody's file behind it.",
        "add a versioned script that drops the object, if it should go");

    /// <summary>A path that cannot be shown.</summary>
    public static Rule PlainPath { get; } = new("CS025", "A governed path is plain text",
        "A path with control characters, invisible characters or backslashes is shown differently by different tools, and can "
        + "make a list of files read as another list.",
        "rename the file; letters, digits, `-`, `_`, `.` and `/` are best");

    /// <summary>Two paths that some file systems cannot tell apart.</summary>
    public static Rule CaseClash { get; } = new("CS026", "Governed paths differ by more than letter case",
        "On a file system that ignores case the two are one file: people would review one and see the other.",
        "rename one of the files");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [Immutable, PlainFile, TooMany, OutOfOrder, RepeatableDeleted, PlainPath, CaseClash];
}
