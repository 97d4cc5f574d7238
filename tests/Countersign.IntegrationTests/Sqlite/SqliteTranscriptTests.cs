using Countersign.Deployments;
using Countersign.Targets.Sqlite;
using Countersign.Tests;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>
/// Every statement that SQLite ran on the target's file, compared with a file that somebody approved: the signed bytes
/// and our own bookkeeping, nothing else (INV-11).
/// </summary>
[Invariant(11)]
public sealed class SqliteTranscriptTests
{
    private const string History =
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT); CREATE TABLE audit (what); "
        + "CREATE TRIGGER orders_audit AFTER UPDATE ON orders BEGIN INSERT INTO audit VALUES (new.id); END;";

    public static TheoryData<string, string> Scripts { get; } = new()
    {
        { "transaction", "-- why\nALTER TABLE orders ADD COLUMN note TEXT;\n\nUPDATE orders /* all */\n  SET note = 'é;'; -- done\nCREATE INDEX n ON orders (note)" },
        { "failure", "CREATE TABLE a (x);\nINSERT INTO orders (id) VALUES (1);\nCREATE TABLE b (x);" },
        { "no-transaction", "-- countersign: no-transaction\nCREATE TABLE a (x);\nVACUUM;" },
        { "foreign-keys-off", "PRAGMA foreign_keys = OFF;\nDROP TABLE audit;\nCREATE TABLE audit (what, more);" },
    };

    /// <summary>Part of every statement's digest: a change of it voids every sign-off on every SQLite target.</summary>
    [Fact]
    public void The_session_is_the_approved_one() => Golden.Equal(
        string.Concat(SqliteProfile.Session.Settings.Select(s => $"{s.Key}={s.Value}\n")), "Transcripts/session.approved.txt");

    [Theory, MemberData(nameof(Scripts))]
    public async Task Only_signed_bytes_and_our_own_records_are_sent(string name, string script)
    {
        using var file = new TestFile();
        file.Outside(History + "INSERT INTO orders VALUES (1, 10);");
        var plan = TestFile.Plan(History, ("db/001.sql", script));
        using var trace = new EngineTrace(file.Path);

        var outcomes = await file.Apply(plan);

        var signed = plan.Plan.Statements.Select(s => s.Text).ToList();
        var ran = trace.Statements.Where(signed.Contains).ToList();
        Assert.Equal(outcomes[^1] is UnitOutcome.Committed ? signed : signed[..2], ran);
        Golden.Equal(string.Concat(trace.Statements.Select(s => Line(s, signed))), $"Transcripts/{name}.approved.txt");
    }

    /// <summary>SQLite traces the statements of a trigger that fires as comments.</summary>
    private static string Line(string statement, List<string> signed)
    {
        var whose = signed.Contains(statement) ? "signed" : statement.StartsWith("--", StringComparison.Ordinal) ? "fired " : "ours  ";
        return $"{whose} | {statement.ReplaceLineEndings("\n       | ")}\n";
    }
}
