using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Statements.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// Builds the schema that a change starts from. History ran long ago, perhaps by other tools, so it is not judged.
/// </summary>
internal static class SqliteHistory
{
    /// <summary>
    /// Runs the script's definitions; what concerns sessions, transactions or other files is passed over.
    /// </summary>
    internal static Refusal? Replay(SqliteReplica replica, Script script)
    {
        byte[] text = [.. script.Bytes.Span, 0];
        for (var at = SqliteGap.Skip(text, 0); at < text.Length - 1;)
        {
            using var compiled = replica.Compile(text.AsSpan(at), out _);
            if (compiled.Code != raw.SQLITE_OK || compiled.IsEmpty) return Broken(replica, script, at);
            var tokens = SqliteLexer.Tokens(text.AsSpan(at, compiled.Taken));
            var statement = new SqliteStatement(tokens, [], false, SqliteSchema.Empty);
            if (SqliteScriptReading.Defines(statement.Kind) && replica.Define(compiled) is not null)
                return Broken(replica, script, at);
            at = SqliteGap.Skip(text, at + compiled.Taken);
        }

        return null;
    }

    private static Refusal Broken(SqliteReplica replica, Script script, int at) => SqliteBorderRules.History.Refuse(
        script.PlaceOf(at),
        $"the schema cannot be built from the scripts on the base branch, so nothing can be told about the change: {replica.LastError}");
}

/// <summary>What may stand between statements: whitespace, comments, and semicolons that end nothing.</summary>
internal static class SqliteGap
{
    /// <summary>
    /// The first byte of the next statement at or after <paramref name="at"/> in NUL-terminated text, or the NUL.
    /// </summary>
    internal static int Skip(ReadOnlySpan<byte> text, int at)
    {
        var end = text.Length - 1;
        at = SqliteLexer.SkipGap(text[..end], at);
        while (at < end && text[at] == ';') at = SqliteLexer.SkipGap(text[..end], at + 1);
        return at;
    }
}
