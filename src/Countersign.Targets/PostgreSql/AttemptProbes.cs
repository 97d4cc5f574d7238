using System.Security.Cryptography;
using Countersign.Deployments;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// What the executing login must not be able to do, tried as that login. Each attempt is rolled back and passes only when
/// the server refuses it for want of privilege; an attempt that fails for another reason proves nothing and does not pass.
/// </summary>
internal static class AttemptProbes
{
    private static readonly ImmutableArray<(string Name, string Sql)> All =
    [
        ("reading markers", "SELECT * FROM countersign.marker"),
        ("changing markers", "UPDATE countersign.marker SET xid = xid"),
        ("deleting markers", "DELETE FROM countersign.marker"),
        ("truncating markers", "TRUNCATE countersign.marker"),
        ("a trigger on markers", "CREATE TRIGGER probe BEFORE INSERT ON countersign.marker FOR EACH ROW EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()"),
        ("a rule on markers", "CREATE RULE probe AS ON INSERT TO countersign.marker DO INSTEAD NOTHING"),
        ("altering markers", "ALTER TABLE countersign.marker DISABLE TRIGGER admit"),
        ("dropping the marker schema", "DROP SCHEMA countersign CASCADE"),
        ("replacing the marker's trigger", "CREATE OR REPLACE FUNCTION countersign.admit_marker() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"),
        ("a table in the marker schema", "CREATE TABLE countersign.probe ()"),
        ("reading intents", "SELECT * FROM countersign.intent"),
        ("forging an intent", "INSERT INTO countersign.intent (token_hash) VALUES (pg_catalog.sha256('probe'))"),
        ("forging history", "INSERT INTO countersign.baseline VALUES ('probe', 'probe', 'probe')"),
        ("raising the fence", "UPDATE countersign.target SET fence = fence + 1"),
        ("a program", "COPY (SELECT 1) TO PROGRAM 'true'"),
        ("writing a server file", "COPY (SELECT 1) TO '/nonexistent/countersign-probe'"),
        ("reading a server file", "SELECT pg_catalog.pg_read_file('PG_VERSION')"),
        ("an untrusted language", "CREATE FUNCTION pg_temp.probe() RETURNS int LANGUAGE internal AS 'int4pl'"),
        ("an event trigger", "CREATE EVENT TRIGGER probe ON ddl_command_start EXECUTE FUNCTION countersign.admit_marker()"),
        ("switching triggers off", "SET session_replication_role = replica"),
        ("creating a role", "CREATE ROLE countersign_probe"),
        ("a replication slot", "SELECT pg_catalog.pg_create_physical_replication_slot('countersign_probe', false, true)"),
        ("changing another role", "ALTER ROLE CURRENT_USER CREATEROLE"),
    ];

    internal static async Task<ImmutableArray<ProbeResult>> Run(
        NpgsqlConnection session, string verify, NpgsqlConnection admin, CancellationToken cancellation)
    {
        var results = ImmutableArray.CreateBuilder<ProbeResult>();
        foreach (var (name, sql) in All) results.Add(await Attempt(session, name, Commands.Of(sql), "42501", cancellation));
        var owner = (await admin.Rows("SELECT CURRENT_USER::text", [], cancellation))[0][0]!;
        foreach (var role in new[] { verify, owner })
            results.Add(await Attempt(session, $"becoming `{role}`", Commands.Of("SET ROLE " + MarkerSchema.Identifier(role)), "42501", cancellation));
        results.Add(await Attempt(session, "forging a marker",
            Commands.Of("INSERT INTO countersign.marker (token) VALUES ($1)", RandomNumberGenerator.GetBytes(32)),
            MarkerSchema.UnknownToken, cancellation));
        return results.ToImmutable();
    }

    private static async Task<ProbeResult> Attempt(
        NpgsqlConnection session, string what, NpgsqlBatchCommand command, string expected, CancellationToken cancellation)
    {
        var name = $"the executing login is refused: {what}";
        try
        {
            await session.Run(cancellation, Commands.Of("BEGIN"), command);
            return new(name, false, "it succeeded, and was rolled back");
        }
        catch (PostgresException fault) when (!SafeMessages.IsConnectionLoss(fault))
        {
            return new(name, fault.SqlState == expected, SafeMessages.Of(fault));
        }
        finally
        {
            await session.Run(cancellation, Commands.Of("ROLLBACK"));
        }
    }
}
