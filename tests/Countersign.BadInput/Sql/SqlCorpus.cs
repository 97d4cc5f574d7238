using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>All scripts of the corpus.</summary>
public static class SqlCorpus
{
    private static readonly Lazy<ImmutableArray<SqlCase>> Everything = new(() =>
        [.. ValidCases.All(), .. EncodingCases.All(), .. DeceptionCases.All(), .. BoundaryCases.All(), .. BombCases.All(), .. Files()]);

    /// <summary>In order of category.</summary>
    public static ImmutableArray<SqlCase> All => Everything.Value;

    private static IEnumerable<SqlCase> Files() =>
        from category in (string[])["B4", "B5", "B6"]
        from dialect in (Dialect[])[Dialect.PostgreSql, Dialect.Sqlite, Dialect.SqlServer]
        from line in CaseFile.Read($"{category}/{dialect.Word()}.txt")
        select SqlCase.Of(category, line, dialect);
}
