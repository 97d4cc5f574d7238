using System.Diagnostics;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>
/// What a statement does, clause by clause. Names are in backticks, in which no backtick of theirs survives: a table called
/// `orders; signed by all` must not read like a sentence of ours.
/// </summary>
internal static class Clauses
{
    internal static string Of(Effect effect) => effect switch
    {
        Effect.Reads e => $"reads {Quoted(e.Object)}",
        Effect.Creates e => $"creates {e.What} {Quoted(e.Object)}",
        Effect.Alters e => $"alters {Quoted(e.Object)}: {e.What}",
        Effect.Drops e => $"drops {e.What} {Quoted(e.Object)}",
        Effect.DestroysData e => $"destroys data of {Quoted(e.Object)}: {e.What}",
        Effect.Rewrites e => $"writes all of {Quoted(e.Object)} anew ({e.Because})",
        Effect.Scans e => $"reads all of {Quoted(e.Object)} ({e.Because})",
        Effect.Locks e => $"{Words(e.Mode)} on {Quoted(e.Object)}",
        Effect.WritesRows e => $"{e.Verb}s rows of {Quoted(e.Object)}",
        Effect.Grants e => $"changes rights on {Quoted(e.Object)}: {e.What}",
        Effect.RunsCode e => $"runs code: {e.What}",
        Effect.ChangesSession e => $"changes the session: {e.What}",
        Effect.Opaque e => $"cannot be read: {e.Because}",
        _ => throw new UnreachableException(),
    };

    internal static string Quoted(ObjectName name) => Quoted(name.ToString());

    internal static string Quoted(string text) => $"`{text.Replace("`", "\\u{60}", StringComparison.Ordinal)}`";

    /// <summary>`ACCESS EXCLUSIVE` as it is; modes with anything else in them are quoted.</summary>
    private static string Words(string mode) => mode.All(c => char.IsAsciiLetter(c) || c == ' ') ? mode : Quoted(mode);
}
