namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>What one parse may cost at most (INV-37). Beyond it the outcome is <see cref="ParseOutcome.Aborted"/>.</summary>
/// <param name="InputBytes">Longest text, in UTF-8 bytes.</param>
/// <param name="MemoryBytes">Most linear memory an instance may have; a tree needs about 20 times its text.</param>
/// <param name="Deadline">Longest time for one parse. The nested-comment lexer is quadratic and only this ends it.</param>
public sealed record ParserLimits(int InputBytes, long MemoryBytes, TimeSpan Deadline)
{
    /// <summary>5 MB of text, 512 MB of memory, 10 seconds.</summary>
    public static ParserLimits Default { get; } = new(5_000_000, 512L << 20, TimeSpan.FromSeconds(10));
}
