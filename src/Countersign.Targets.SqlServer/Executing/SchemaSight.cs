using Countersign.Schemas;
using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Links;
using Countersign.Targets.SqlServer.Models;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// The schema of the database as the verify login sees it, extracted by DacFx in the child process. What that login may not see would
/// look as if it were gone, so it is asked first whether it may see all.
/// </summary>
internal static class SchemaSight
{
    /// <summary>Extracting asks the catalogue for dependencies too, by a view that not everybody may read.</summary>
    internal const string MaySeeSql =
        """
        SELECT HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION')
            & HAS_PERMS_BY_NAME(N'sys.sql_expression_dependencies', N'OBJECT', N'SELECT')
        """;

    /// <summary>After which the child process is killed. DacFx by itself tries for six minutes to reach a server that is not there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="link">Of the verify login.</param>
    /// <param name="live">Where the schema is.</param>
    /// <param name="level">Compatibility level of the database.</param>
    internal static async Task<SchemaReading> Read(SqlLink link, SchemaSource live, int level, CancellationToken cancellation)
    {
        var may = await link.Ask(MaySeeSql);
        if (may.Fault is { } fault) return new SchemaReading.Unavailable($"the schema cannot be read: {ServerErrors.Of(fault)}");
        if (may.Rows is not [["1"]])
            return new SchemaReading.Unavailable("the verify login does not see every definition; GRANT VIEW DEFINITION, and SELECT on "
                + "sys.sql_expression_dependencies, to its user");
        var question = new ChildQuestion(null, new SchemasQuestion(level, [live]));
        return await Task.Run(() => InTurn(question, cancellation), cancellation) switch
        {
            ChildOutcome.Answered { Answer.Schemas.Schemas: [{ Problems: [] } read] } => new SchemaReading.Read(OwnObjects.Without(read.Schema), []),
            ChildOutcome.Answered { Answer.Schemas.Schemas: [var unread] } => new SchemaReading.Unavailable($"the schema cannot be read: {unread.Problems[0]}"),
            ChildOutcome.Failed failed => new SchemaReading.Unavailable($"the schema cannot be read: DacFx {failed.Because}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ChildOutcome InTurn(ChildQuestion question, CancellationToken cancellation)
    {
        using var turn = ChildTurns.Take(cancellation);
        return ProjectChild.Ask(question, Patience, cancellation);
    }
}
