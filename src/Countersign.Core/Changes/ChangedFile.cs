namespace Countersign.Changes;

/// <summary>What a diff of two trees says of one path. Renames are a deletion and an addition: a script's name is its identity.</summary>
public enum FileStatus
{
    /// <summary>Absent before, present after.</summary>
    Added,

    /// <summary>Present in both with other bytes or another mode.</summary>
    Modified,

    /// <summary>Present before, absent after.</summary>
    Deleted,
}

/// <summary>A Git file mode that matters to us.</summary>
public enum FileMode
{
    /// <summary>No file on this side of the diff.</summary>
    None,

    /// <summary>100644, an ordinary file.</summary>
    Regular,

    /// <summary>100755.</summary>
    Executable,

    /// <summary>120000; refused in governed paths (INV-08).</summary>
    Symlink,

    /// <summary>160000; refused in governed paths (INV-08).</summary>
    Submodule,
}

/// <summary>One path that differs between two commits, taken from Git trees, never from a forge's patch API (INV-08).</summary>
/// <param name="OldBlob">Object id before, in hex; null when added.</param>
/// <param name="NewBlob">Object id after, in hex; null when deleted.</param>
public sealed record ChangedFile(
    string Path, FileStatus Status, FileMode OldMode, FileMode NewMode, string? OldBlob, string? NewBlob);

/// <summary>One file in the tree of a commit.</summary>
/// <param name="Blob">Object id in hex.</param>
public sealed record TreeFile(string Path, FileMode Mode, string Blob);
