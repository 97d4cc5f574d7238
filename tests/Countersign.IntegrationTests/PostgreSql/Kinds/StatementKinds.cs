using System.Text;
using System.Text.Json;
using Countersign.IntegrationTests.PostgreSql.Reversals;
using Countersign.IntegrationTests.PostgreSql.Truth;
using Countersign.Statements.PostgreSql;
using Countersign.Targets.PostgreSql.Parser;

namespace Countersign.IntegrationTests.PostgreSql.Kinds;

/// <summary>Which kinds of statements the truth table and the corpus of reversals run on a real server.</summary>
internal static class StatementKinds
{
    /// <summary>The newest grammar knows every kind.</summary>
    private static readonly int Newest = PostgreSqlParser.Majors.Max();

    /// <summary>Statements that are run and looked at; what only prepares for them does not count.</summary>
    internal static ImmutableArray<string> Run { get; } =
    [
        .. TruthRow.All.Select(r => r.Sql.Replace("%database%", "one", StringComparison.Ordinal)),
        .. Directory.GetFiles(Corpus.Folder, "*.sql").SelectMany(f => Corpus.Read(Path.GetFileName(f)).Cases).Select(c => c.Sql),
    ];

    /// <summary>
    /// What ALTER TABLE and its likes can be told to do: the subtypes that PostgreSQL's gram.y gives to an AlterTableCmd. Others in
    /// parsenodes.h are made by the server itself.
    /// </summary>
    internal static ImmutableArray<string> Actions { get; } =
    [
        .. """
            AddColumn ColumnDefault DropNotNull SetNotNull SetExpression DropExpression SetStatistics SetOptions ResetOptions SetStorage
            SetCompression DropColumn AddConstraint AlterConstraint ValidateConstraint DropConstraint AlterColumnType
            AlterColumnGenericOptions ChangeOwner ClusterOn DropCluster SetLogged SetUnLogged SetAccessMethod SetTableSpace SetRelOptions
            ResetRelOptions EnableTrig EnableAlwaysTrig EnableReplicaTrig DisableTrig EnableTrigAll DisableTrigAll EnableTrigUser
            DisableTrigUser EnableRule EnableAlwaysRule EnableReplicaRule DisableRule AddInherit DropInherit AddOf DropOf ReplicaIdentity
            EnableRowSecurity DisableRowSecurity ForceRowSecurity NoForceRowSecurity GenericOptions AttachPartition DetachPartition
            DetachPartitionFinalize AddIdentity SetIdentity DropIdentity
            """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(a => "AT_" + a),
    ];

    /// <summary>Kinds and actions that none of the statements is.</summary>
    internal static ImmutableArray<string> Missing(IEnumerable<string> statements) =>
        [.. Families.Kinds.Concat(Actions).Except(statements.SelectMany(Of)).Order(StringComparer.Ordinal)];

    /// <summary>The kinds of the statements in a text, and the actions where they alter a table.</summary>
    internal static IEnumerable<string> Of(string sql)
    {
        var tree = Assert.IsType<ParseOutcome.Tree>(PostgreSqlParser.For(Newest).Parse(Encoding.UTF8.GetBytes(sql)));
        using var document = JsonDocument.Parse(tree.Json, new() { MaxDepth = 1000 });
        return [.. document.RootElement.GetProperty("stmts").EnumerateArray().Select(s => s.GetProperty("stmt").EnumerateObject().First()).SelectMany(Of)];
    }

    private static IEnumerable<string> Of(JsonProperty statement) => statement.Name == "AlterTableStmt"
        ? statement.Value.GetProperty("cmds").EnumerateArray().Select(c => c.GetProperty("AlterTableCmd").GetProperty("subtype").GetString()!).Prepend(statement.Name)
        : [statement.Name];
}
