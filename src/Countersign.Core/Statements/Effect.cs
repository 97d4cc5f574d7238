using System.Diagnostics;

namespace Countersign.Statements;

/// <summary>What a statement does to its target. Closed: nothing outside can add a case.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Only reads. Said only when nothing can make the statement write (INV-15).</summary>
    public sealed record Reads(ObjectName Object) : Effect;

    /// <summary>Makes a new object.</summary>
    public sealed record Creates(ObjectName Object, string What) : Effect;

    /// <summary>Changes an object's definition; <paramref name="What"/> says how, in plain words.</summary>
    public sealed record Alters(ObjectName Object, string What) : Effect;

    /// <summary>Removes an object.</summary>
    public sealed record Drops(ObjectName Object, string What) : Effect;

    /// <summary>Loses rows or columns of data for good.</summary>
    public sealed record DestroysData(ObjectName Object, string What) : Effect;

    /// <summary>Writes the whole object anew.</summary>
    public sealed record Rewrites(ObjectName Object, string Because) : Effect;

    /// <summary>Reads the whole object while holding its locks.</summary>
    public sealed record Scans(ObjectName Object, string Because) : Effect;

    /// <summary>Holds a lock that others wait for, e.g. `ACCESS EXCLUSIVE`.</summary>
    public sealed record Locks(ObjectName Object, string Mode) : Effect;

    /// <summary>Inserts, updates, deletes or merges rows; <paramref name="Verb"/> is that word in lower case.</summary>
    public sealed record WritesRows(ObjectName Object, string Verb) : Effect;

    /// <summary>Gives, takes or changes privileges, ownership, roles, policies.</summary>
    public sealed record Grants(ObjectName Object, string What) : Effect;

    /// <summary>Runs or installs code whose effects cannot be read from the statement.</summary>
    public sealed record RunsCode(string What) : Effect;

    /// <summary>Changes how later statements of the session are read or resolved.</summary>
    public sealed record ChangesSession(string What) : Effect;

    /// <summary>Could not be read; strongest rule (promise 2).</summary>
    public sealed record Opaque(string Because) : Effect;

    /// <summary>The word for this effect in policy (`when: { effects: [...] }`).</summary>
    public string Word => this switch
    {
        Reads => "reads",
        Creates => "creates",
        Alters => "alters",
        Drops => "drops",
        DestroysData => "destroys-data",
        Rewrites => "rewrites",
        Scans => "scans",
        Locks => "locks",
        WritesRows => "writes-rows",
        Grants => "grants",
        RunsCode => "runs-code",
        ChangesSession => "changes-session",
        Opaque => "opaque",
        _ => throw new UnreachableException(),
    };

    /// <summary>Every word that <see cref="Word"/> can return.</summary>
    public static ImmutableArray<string> Words { get; } =
    [
        "reads", "creates", "alters", "drops", "destroys-data", "rewrites", "scans", "locks",
        "writes-rows", "grants", "runs-code", "changes-session", "opaque",
    ];

    /// <summary>One clause in plain words, e.g. `destroys data of orders: drops column total`. Not encoded for any output.</summary>
    public string Sentence => this switch
    {
        Reads e => $"reads {e.Object}",
        Creates e => $"creates {e.What} {e.Object}",
        Alters e => $"alters {e.Object}: {e.What}",
        Drops e => $"drops {e.What} {e.Object}",
        DestroysData e => $"destroys data of {e.Object}: {e.What}",
        Rewrites e => $"rewrites {e.Object} ({e.Because})",
        Scans e => $"scans {e.Object} ({e.Because})",
        Locks e => $"locks {e.Object} in {e.Mode}",
        WritesRows e => $"{e.Verb}s rows of {e.Object}",
        Grants e => $"changes rights on {e.Object}: {e.What}",
        RunsCode e => $"runs code: {e.What}",
        ChangesSession e => $"changes the session: {e.What}",
        Opaque e => $"cannot be read: {e.Because}",
        _ => throw new UnreachableException(),
    };
}
