using Countersign.Analysis;
using static Countersign.Analysis.Rules.PostgreSqlLockRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>What is remarked on a statement because of the ones above it in the same transaction.</summary>
internal static class ScriptRemarks
{
    internal static IEnumerable<Remark> On(Node statement, ScriptSoFar above, StatementFacts facts)
    {
        var (type, body) = statement.Open();
        if (type == "VariableSetStmt" && body.Text("name") == "lock_timeout" && IsOff(body))
            yield return new(WaitsForEver, Severity.Warning, "statements below would wait for their locks without end");
        if (type == "AlterTableStmt" && above.IsAltered(body["relation"].Relation))
            yield return new(SeveralAlters, Severity.Notice, $"`{body["relation"].Relation}` is altered above already");
        if (above.Held is [var held, ..] && Work(above, facts) is { } work)
            yield return new(WorksUnderLock, work.Severity, $"nobody can use `{held}` while this {work.What}");
    }

    /// <summary>Zero, or whatever the server's configuration says, which is zero unless somebody changed it.</summary>
    private static bool IsOff(Node body) =>
        body.Text("kind") != "VAR_SET_VALUE" || body.Items("args").Any(a => a.Constant is { } value && value.TrimStart('0', ' ') is "" or "ms" or "s" or "min");

    private static (Severity Severity, string What)? Work(ScriptSoFar above, StatementFacts facts)
    {
        foreach (var effect in facts.Effects)
            switch (effect)
            {
                case Effect.Rewrites e when !above.IsNew(e.Object):
                    return (Severity.Warning, $"rewrites `{e.Object}`");
                case Effect.Scans e when !above.IsNew(e.Object):
                    return (Severity.Warning, $"reads all of `{e.Object}`");
                case Effect.WritesRows e when !above.IsNew(e.Object):
                    return (Severity.Warning, $"{e.Verb}s rows of `{e.Object}`");
                case Effect.Opaque:
                    return (Severity.Warning, "runs code that takes nobody knows how long");
            }

        return facts.Effects.OfType<Effect.Locks>().FirstOrDefault(l => IsWaitedFor(l, above)) is { } wait
            ? (Severity.Notice, $"waits for a lock on `{wait.Object}`")
            : null;
    }

    private static bool IsWaitedFor(Effect.Locks wanted, ScriptSoFar above) =>
        !above.IsNew(wanted.Object) && !above.IsHeld(wanted.Object)
        && LockMode.Stronger(wanted.Mode, LockMode.ShareUpdateExclusive) == wanted.Mode;
}
