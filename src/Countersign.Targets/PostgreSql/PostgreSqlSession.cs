using System.Globalization;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// The session that PostgreSQL scripts are read for and run in: every setting that changes how text is lexed, how names
/// are resolved, or how literals become values. It is part of every statement's digest (INV-07, INV-14).
/// </summary>
public static class PostgreSqlSession
{
    /// <summary>The server major that is assumed when policy names none (`server_version:`).</summary>
    public const int DefaultServerMajor = 17;

    /// <summary>The one name in the profile that is no setting: the server's major, compared and never set.</summary>
    public const string ServerMajorName = "server_version_major";

    /// <summary>
    /// Names that every profile holds, with the same value for all targets. The values are the server's own defaults, so
    /// that a script means what it means in psql; what differs per target is search_path and the server's major.
    /// </summary>
    private static readonly ImmutableArray<KeyValuePair<string, string>> Fixed =
    [
        new("DateStyle", "ISO, MDY"),
        new("IntervalStyle", "postgres"),
        new("TimeZone", "UTC"),
        new("array_nulls", "on"),
        new("backslash_quote", "safe_encoding"),
        new("bytea_output", "hex"),
        new("check_function_bodies", "on"),
        new("client_encoding", "UTF8"),
        new("default_table_access_method", "heap"),
        new("default_tablespace", ""),
        new("default_transaction_deferrable", "off"),
        new("default_transaction_isolation", "read committed"),
        new("default_transaction_read_only", "off"),
        new("extra_float_digits", "1"),
        new("row_security", "on"),
        new("standard_conforming_strings", "on"),
        new("transform_null_equals", "off"),
        new("xmlbinary", "base64"),
        new("xmloption", "content"),
    ];

    /// <summary>The profile of a target, from policy alone: a review needs no connection.</summary>
    public static SessionProfile ProfileOf(TargetPolicy target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new(
        [
            .. Fixed,
            new("search_path", SearchPathOf(target.SearchPath)),
            new(ServerMajorName, MajorOf(target).ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    /// <summary>The server major whose grammar reads the scripts, and that the server must have.</summary>
    public static int MajorOf(TargetPolicy target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.ServerVersion ?? DefaultServerMajor;
    }

    /// <summary>
    /// `public` when policy names no schema. pg_temp comes last, because the server otherwise looks there first, and a
    /// temporary table could take the place of the one a reviewer saw (CVE-2018-1058).
    /// </summary>
    private static string SearchPathOf(ImmutableArray<string> schemas)
    {
        var named = schemas.IsDefaultOrEmpty ? ["public"] : schemas;
        return string.Join(", ", named.Where(s => s != "pg_temp").Append("pg_temp").Select(QuoteIfNeeded));
    }

    private static string QuoteIfNeeded(string schema) =>
        schema.Length > 0 && !char.IsAsciiDigit(schema[0]) && schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? schema
            : '"' + schema.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
