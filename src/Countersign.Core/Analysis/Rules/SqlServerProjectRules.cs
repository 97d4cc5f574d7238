namespace Countersign.Analysis.Rules;

/// <summary>What DacFx says of a project's deployment, and what keeps a project from being read.</summary>
public static class SqlServerProjectRules
{
    /// <summary>The report's data issues.</summary>
    public static Rule DataIssue { get; } = new("MS060", "A deployment loses no data that somebody still wants",
        "DacFx, which compares the project at the base with the project at the head, warns that rows or values may be lost or that the "
        + "statement may fail on them. The script stops when a table that loses something has rows.",
        "move the data first, by a script before the deployment; a rename needs an entry in the refactor log, or it is a drop and an add");

    /// <summary>The report's data motion.</summary>
    public static Rule DataMotion { get; } = new("MS061", "A table is not built anew in passing",
        "DacFx copies every row into a new table, drops the old one and renames the new one, under a lock on all of it. A changed order of "
        + "columns is enough for that.",
        "add columns at the end; or run it in a window");

    /// <summary>The project file, its references and its model.</summary>
    public static Rule Model { get; } = new("MS920", "A project can be built from what is in the repository",
        "The model is built offline from the project's own files. What the project needs from elsewhere, or what its objects refer to and "
        + "nobody declares, would make another model than the one that is deployed (INV-15).",
        "correct the project; what is not supported is listed in docs/guide/sqlserver.md");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } = [DataIssue, DataMotion, Model];
}
