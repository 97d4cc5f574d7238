namespace Countersign.Statements;

/// <summary>
/// Refuses versioned scripts without a statement. Nothing of such a script runs, so no target would ever say that it has it,
/// and everything that lands after it would wait for it for ever.
/// </summary>
public static class EmptyScripts
{
    /// <summary>One refusal a script.</summary>
    public static ImmutableArray<Refusal> Check(ImmutableArray<Script> scripts, ImmutableArray<ReadStatement> statements)
    {
        var running = statements.Select(s => s.Script.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. scripts.Where(s => s.Role == ScriptRole.Versioned && !running.Contains(s.Path)).Select(s => new Refusal(
                "CS124", Place.File(s.Path), "the script holds no statement", "write its statements, or leave the file out")),
        ];
    }
}
