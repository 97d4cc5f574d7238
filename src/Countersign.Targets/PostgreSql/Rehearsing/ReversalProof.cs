using System.Text;
using System.Text.Json;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Parser;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Tries a reversal on the copy, right behind the statement: down, compare with the schema before, up again, in a transaction that
/// is rolled back. In a session of its own, as the login that would run it. What the second run leaves is not read once more: the
/// same statement on the same schema.
/// </summary>
internal sealed class ReversalProof(NpgsqlConnection login, int major)
{
    /// <summary>Null when the schema came back; otherwise a clause that says why not.</summary>
    internal async Task<string?> Problem(Statement statement, string reversal, StatementSeen.Ran ran, Change change, CancellationToken cancellation)
    {
        if (Split(reversal) is not { } down) return "is no SQL that PostgreSQL reads";
        try
        {
            await login.Run(cancellation,
            [
                Commands.Of("BEGIN"),
                .. ran.Session.Settings.Select(s => Commands.Of("SELECT pg_catalog.set_config($1, $2, true)", s.Key, s.Value)),
                .. down.Select(s => Commands.Of(s)),
            ]);
            var selection = change.Selection(ran.Touched);
            if (!Same(await CopySchema.ReadHere(login, selection, cancellation), change.Before, selection)) return "does not restore what was before";
            if (statement.Source.MustRunAlone) return null; // not in a transaction
            return await UpAgain(statement, cancellation);
        }
        catch (PostgresException refused) when (!SafeMessages.IsConnectionLoss(refused))
        {
            return $"fails: {SafeMessages.Of(refused)}";
        }
        finally
        {
            if (login.FullState.HasFlag(System.Data.ConnectionState.Open)) await login.Run(CancellationToken.None, Commands.Of("ROLLBACK"));
        }
    }

    private async Task<string?> UpAgain(Statement statement, CancellationToken cancellation)
    {
        try
        {
            await login.Run(cancellation, Commands.Of(SignedText.Of(statement)));
            return null;
        }
        catch (PostgresException refused) when (!SafeMessages.IsConnectionLoss(refused))
        {
            return $"makes the statement fail when it is run again: {SafeMessages.Of(refused, statement)}";
        }
    }

    private static bool Same(Schema read, Schema expected, CatalogueSelection? selection) =>
        read.Fingerprint == (selection is null ? expected : new Schema(expected.Objects.Where(selection.Has))).Fingerprint;

    /// <summary>One command takes one statement. Null when the text cannot be read.</summary>
    private ImmutableArray<string>? Split(string sql)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);
        if (PostgreSqlParser.For(major).Parse(bytes) is not ParseOutcome.Tree tree) return null;
        using var document = JsonDocument.Parse(tree.Json, new() { MaxDepth = 1000 });
        return
        [
            .. from statement in document.RootElement.GetProperty("stmts").EnumerateArray()
               let start = statement.TryGetProperty("stmt_location", out var s) ? s.GetInt32() : 0
               let length = statement.TryGetProperty("stmt_len", out var l) ? l.GetInt32() : bytes.Length - start
               select Encoding.UTF8.GetString(bytes, start, length),
        ];
    }
}

/// <summary>What a statement made of the schema.</summary>
internal sealed record Change(SchemaDifference Difference, Schema Before, Schema After)
{
    /// <summary>
    /// What has to be read to compare: what the statement touched, and by name whatever differs, because what is made again has
    /// another row of the catalogue. Null for all of it.
    /// </summary>
    internal CatalogueSelection? Selection(Touched touched) =>
        touched is Touched.Some(var some) && !Difference.Objects.Any(d => d is { Before: { } b, After: { } a } && b.Identity != a.Identity)
            ? some with { Names = some.Names.Union(Difference.Objects.SelectMany(d => new[] { d.Before, d.After }).OfType<SchemaObject>().Select(o => o.Parent ?? o.Identity)) }
            : null;
}
