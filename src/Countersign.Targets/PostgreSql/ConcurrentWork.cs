using System.Text.RegularExpressions;
using Countersign.Statements;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Statements that the server refuses inside a transaction, by what can be found out about them after a crash. The head of
/// the statement is matched strictly: a spelling that does not match is <see cref="Undecidable"/>, never guessed at.
/// </summary>
internal abstract partial record ConcurrentWork
{
    private ConcurrentWork() { }

    /// <summary>CREATE INDEX CONCURRENTLY: the index is valid, or a leftover, or not there.</summary>
    internal sealed record CreatesIndex(string Name, string Table, bool UnlessExists) : ConcurrentWork;

    /// <summary>DROP INDEX CONCURRENTLY: gone, or not yet.</summary>
    internal sealed record DropsIndex(string Name) : ConcurrentWork;

    /// <summary>REINDEX … CONCURRENTLY of an index or a table: running it again is harmless once leftovers are gone.</summary>
    internal sealed record Reindexes(string Name) : ConcurrentWork;

    /// <summary>ALTER TABLE … DETACH PARTITION … CONCURRENTLY: detached, half way, or attached.</summary>
    internal sealed record Detaches(string Parent, string Child) : ConcurrentWork;

    /// <summary>VACUUM, ANALYZE, CLUSTER, REINDEX of more than a table: running it again is harmless.</summary>
    internal sealed record Repeatable : ConcurrentWork;

    /// <summary>Everything else: after a crash nobody can tell.</summary>
    internal sealed record Undecidable : ConcurrentWork;

    /// <summary>
    /// True when the statement is sent without a transaction of ours. A statement of a `no-transaction` script that the
    /// server takes inside one gets one, with its marker; DO and CALL may commit inside, so they do not.
    /// </summary>
    internal static bool RunsBare(Statement statement) =>
        statement.Source.MustRunAlone || DoOrCall().IsMatch(statement.Text);

    internal static ConcurrentWork Of(Statement statement)
    {
        var text = statement.Text;
        if (CreateIndex().Match(text) is { Success: true } create)
            return new CreatesIndex(create.Groups["name"].Value, create.Groups["table"].Value, create.Groups["unless"].Success);
        if (DropIndex().Match(text) is { Success: true } drop) return new DropsIndex(drop.Groups["name"].Value);
        if (Detach().Match(text) is { Success: true } detach)
            return new Detaches(detach.Groups["parent"].Value, detach.Groups["child"].Value);
        if (Reindex().Match(text) is { Success: true } reindex) return new Reindexes(reindex.Groups["name"].Value);
        return Redo().IsMatch(text) ? new Repeatable() : new Undecidable();
    }

    private const string Identifier = """(?:"(?:[^"]|"")+"|[A-Za-z_][A-Za-z0-9_$]*)""";
    private const string Qualified = Identifier + @"(?:\." + Identifier + ")?";
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Milliseconds = 1000;

    [GeneratedRegex(@"\A(DO|CALL)\b", Options, Milliseconds)]
    private static partial Regex DoOrCall();

    [GeneratedRegex(
        @"\ACREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?<unless>IF\s+NOT\s+EXISTS\s+)?(?!ON\s|IF\s)(?<name>" + Identifier
        + @")\s+ON\s+(ONLY\s+)?(?<table>" + Qualified + @")(\s|\()", Options, Milliseconds)]
    private static partial Regex CreateIndex();

    [GeneratedRegex(
        @"\ADROP\s+INDEX\s+CONCURRENTLY\s+(IF\s+EXISTS\s+)?(?!IF\s)(?<name>" + Qualified + @")(\s+RESTRICT|\s+CASCADE)?\s*;?\s*\z", Options, Milliseconds)]
    private static partial Regex DropIndex();

    [GeneratedRegex(
        @"\AALTER\s+TABLE\s+(IF\s+EXISTS\s+)?(?!IF\s)(?<parent>" + Qualified + @")\s+DETACH\s+PARTITION\s+(?<child>" + Qualified
        + @")\s+CONCURRENTLY\s*;?\s*\z", Options, Milliseconds)]
    private static partial Regex Detach();

    [GeneratedRegex(@"\AREINDEX\s*(\([^)]*\)\s*)?\s(INDEX|TABLE)\s+(CONCURRENTLY\s+)?(?!CONCURRENTLY\s)(?<name>" + Qualified + @")\s*;?\s*\z", Options, Milliseconds)]
    private static partial Regex Reindex();

    [GeneratedRegex(@"\A(VACUUM|ANALYZE|ANALYSE|CLUSTER|REINDEX)\b", Options, Milliseconds)]
    private static partial Regex Redo();
}
