using System.Security.Cryptography;
using Countersign.Deployments;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// What the executing login must not be able to do, tried as that login. Each attempt is rolled back and passes only when
/// the server refuses it for want of a right; an attempt that fails for another reason proves nothing and does not pass.
/// </summary>
internal static class AttemptProbes
{
    /// <summary>
    /// "Permission was denied" (229 on an object, 230 on a column, 262 in a database, 297, 300) and "does not exist or you do not have
    /// permission" (1088, 2760, 3701, 15151, 15247, 15517), by sys.messages.
    /// </summary>
    internal static readonly ImmutableArray<int> Refusals = [229, 230, 262, 297, 300, 1088, 2760, 3701, 15151, 15247, 15517];

    private static readonly ImmutableArray<(string Name, string Sql)> All =
    [
        ("reading markers", "SELECT token FROM countersign.marker;"),
        ("changing markers", "UPDATE countersign.marker SET part = 0;"),
        ("deleting markers", "DELETE FROM countersign.marker;"),
        ("truncating markers", "TRUNCATE TABLE countersign.marker;"),
        ("dropping markers", "DROP TABLE countersign.marker;"),
        ("moving markers", "ALTER SCHEMA dbo TRANSFER countersign.marker;"),
        ("a table in the marker schema", "CREATE TABLE countersign.probe (a int);"),
        ("reading intents", "SELECT token_hash FROM countersign.intent;"),
        ("forging an intent", "INSERT INTO countersign.intent (token_hash) VALUES (0x00);"),
        ("forging history", "INSERT INTO countersign.baseline (target, script_path, script_digest) VALUES (N'probe', N'probe', 'probe');"),
        ("raising the fence", "UPDATE countersign.target SET fence = 0;"),
        ("becoming dbo", "EXECUTE AS USER = N'dbo';"),
        ("becoming the markers' owner", $"EXECUTE AS USER = N'{MarkerSchema.Owner}';"),
        ("code with the rights of dbo", "CREATE PROCEDURE dbo.countersign_probe WITH EXECUTE AS OWNER AS SELECT 1;"),
        ("a user", "CREATE USER countersign_probe WITHOUT LOGIN;"),
    ];

    internal static ImmutableArray<string> Texts => [.. All.Select(a => a.Sql)];

    internal static async Task<ImmutableArray<ProbeResult>> Run(SqlLink link)
    {
        var results = ImmutableArray.CreateBuilder<ProbeResult>();
        foreach (var (name, sql) in All) results.Add(await Attempt(link, name, () => link.Ask(sql), Refusals));
        results.Add(await Attempt(link, "forging a marker",
            () => link.Call("countersign.mark", ("@token", RandomNumberGenerator.GetBytes(32))), [ServerErrors.UnknownToken]));
        return results.ToImmutable();
    }

    private static async Task<ProbeResult> Attempt(SqlLink link, string what, Func<Task<LinkReply>> attempt, ImmutableArray<int> expected)
    {
        var name = $"the executing login is refused: {what}";
        await link.Ask("BEGIN TRANSACTION;");
        var reply = await attempt();
        await link.Ask(TargetLock.RollBack);
        return reply.Fault is { } fault
            ? new(name, expected.Contains(fault.Number), ServerErrors.Of(fault))
            : new(name, false, "it succeeded, and was rolled back");
    }
}
