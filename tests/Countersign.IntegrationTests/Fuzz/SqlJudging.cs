using System.Text;
using Countersign.BadInput.Sql;
using Countersign.IntegrationTests.BadInput;
using Countersign.Statements;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>Holds what is read of a script against a real server, a naive splitter, and what is read when another statement is put behind it.</summary>
internal static class SqlJudging
{
    /// <summary>Where a server listens that finds statements by itself; without it, PostgreSQL is judged by the other means only.</summary>
    internal const string ServerVariable = "COUNTERSIGN_FUZZ_SERVER";

    /// <summary>That server's major version.</summary>
    internal const string MajorVariable = "COUNTERSIGN_FUZZ_MAJOR";

    private static readonly Lazy<ServerSplit?> Server = new(() =>
        Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } address ? ServerSplit.Open(address).GetAwaiter().GetResult() : null);

    internal static string? PostgreSql(byte[] script)
    {
        var major = Environment.GetEnvironmentVariable(MajorVariable) is { Length: > 0 } number ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 17;
        var reading = Scripts.Read(Dialect.PostgreSql, script, default, major);
        return Scripts.WhatIsNoPartition(Dialect.PostgreSql, script, reading)
            ?? Followed(Dialect.PostgreSql, script, reading, "\n;SELECT 7")
            ?? Server.Value?.WhatDiffers(script, reading).GetAwaiter().GetResult();
    }

    internal static string? Sqlite(byte[] script)
    {
        var reading = Scripts.Read(Dialect.Sqlite, script, default);
        return Scripts.WhatIsNoPartition(Dialect.Sqlite, script, reading)
            ?? (script.AsSpan().IndexOf("/*"u8) >= 0 ? null : Followed(Dialect.Sqlite, script, reading, "\n;SELECT 7")); // an open comment may end a file
    }

    internal static string? SqlServer(byte[] script)
    {
        var reading = Scripts.Read(Dialect.SqlServer, script, default);
        return Scripts.WhatIsNoPartition(Dialect.SqlServer, script, reading)
            ?? Followed(Dialect.SqlServer, script, reading, "\nGO\nSELECT 7")
            ?? OtherBatches(script, reading);
    }

    /// <summary>A script that was read takes one more statement without another becoming of those it has.</summary>
    private static string? Followed(Dialect dialect, byte[] script, Reading reading, string more)
    {
        if (reading is not Reading.Complete alone) return null;
        return Scripts.Read(dialect, (byte[])[.. script, .. Encoding.UTF8.GetBytes(more)], default) is not Reading.Complete both
            ? "it is read, but not with a statement behind it"
            : !both.Statements.Select(s => Place(dialect, s.Span)).SkipLast(1).SequenceEqual(alone.Statements.Select(s => Place(dialect, s.Span))) ? "a statement behind it changes those before" : null;
    }

    /// <summary>SQLite's statements end with the semicolon, which may be the one that was put behind.</summary>
    private static (int, int) Place(Dialect dialect, Span span) => (span.Offset, dialect == Dialect.Sqlite ? 0 : span.Length);

    private static string? OtherBatches(byte[] script, Reading reading)
    {
        if (reading is not Reading.Complete complete) return null;
        var start = StrictText.StartOf(script);
        var expected = GoSplit.Batches(Encoding.UTF8.GetString(script.AsSpan(start))).Where(b => !NaiveGap.Is(Dialect.SqlServer, Encoding.UTF8.GetBytes(b))).ToArray();
        if (expected.Length != complete.Statements.Length) return $"{complete.Statements.Length} batches, but sqlcmd would send {expected.Length}";
        var at = Array.FindIndex(expected, b => !b.Contains(Encoding.UTF8.GetString(complete.Statements[Array.IndexOf(expected, b)].Bytes.Span), StringComparison.Ordinal));
        return at < 0 ? null : $"batch {at} is not what sqlcmd would send";
    }
}
