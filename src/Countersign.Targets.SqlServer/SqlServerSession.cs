using System.Globalization;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Parsing;

namespace Countersign.Targets.SqlServer;

/// <summary>
/// The session that T-SQL scripts are read for: every setting that changes how text is lexed, names are resolved, or literals become
/// values. It is part of every statement's digest (INV-07, INV-14). The values are those that indexed views and filtered indexes need,
/// with us_english and its dates.
/// </summary>
public static class SqlServerSession
{
    /// <summary>The one name in the profile that is no setting of a session: a property of the database, compared and never set.</summary>
    public const string CompatibilityLevelName = "compatibility_level";

    private static readonly ImmutableArray<KeyValuePair<string, string>> Fixed =
    [
        new("ANSI_NULLS", "ON"),
        new("ANSI_NULL_DFLT_ON", "ON"),
        new("ANSI_PADDING", "ON"),
        new("ANSI_WARNINGS", "ON"),
        new("ARITHABORT", "ON"),
        new("CONCAT_NULL_YIELDS_NULL", "ON"),
        new("CURSOR_CLOSE_ON_COMMIT", "OFF"),
        new("DATEFIRST", "7"),
        new("DATEFORMAT", "mdy"),
        new("DEFAULT_SCHEMA", "dbo"),
        new("IMPLICIT_TRANSACTIONS", "OFF"),
        new("LANGUAGE", "us_english"),
        new("NUMERIC_ROUNDABORT", "OFF"),
        new("QUOTED_IDENTIFIER", "ON"),
        new("ROWCOUNT", "0"),
        new("TRANSACTION ISOLATION LEVEL", "READ COMMITTED"),
        new("XACT_ABORT", "ON"),
    ];

    /// <summary>The profile of a target, from policy alone: a review needs no connection.</summary>
    public static SessionProfile ProfileOf(TargetPolicy target) =>
        new([.. Fixed, new(CompatibilityLevelName, LevelOf(target).ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The compatibility level whose grammar reads the scripts, and that the database must have.</summary>
    public static int LevelOf(TargetPolicy target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.CompatibilityLevel ?? CompatibilityLevels.Usual;
    }

    /// <summary>What a setting is in every session; null when the profile does not hold it.</summary>
    internal static string? ValueOf(string setting) =>
        Fixed.FirstOrDefault(s => s.Key == setting) is { Key: not null } found ? found.Value : null;
}
