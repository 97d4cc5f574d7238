using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>The command of a statement in T-SQL's own words, from the name that ScriptDom gives its type.</summary>
internal static partial class Kinds
{
    private static readonly ConcurrentDictionary<Type, string> Known = new();

    private static readonly ImmutableArray<(string Start, string Kind)> Families =
    [
        ("AlterTable", "ALTER TABLE"), ("AlterDatabaseScopedConfiguration", "ALTER DATABASE SCOPED CONFIGURATION"),
        ("AlterDatabaseAudit", "ALTER DATABASE AUDIT SPECIFICATION"), ("AlterDatabaseEncryptionKey", "ALTER DATABASE ENCRYPTION KEY"),
        ("AlterDatabase", "ALTER DATABASE"), ("AlterLogin", "ALTER LOGIN"), ("AlterServerConfiguration", "ALTER SERVER CONFIGURATION"),
        ("CreateType", "CREATE TYPE"), ("CreateColumnStore", "CREATE COLUMNSTORE INDEX"), ("SetVariable", "SET"), ("SetIdentityInsert", "SET IDENTITY_INSERT"),
        ("PredicateSet", "SET"), ("SetCommand", "SET"), ("SetRowCount", "SET"), ("SetStatistics", "SET"), ("SetTransaction", "SET"),
        ("SetTextSize", "SET"), ("SetOffsets", "SET"), ("SetErrorLevel", "SET"), ("RaiseError", "RAISERROR"), ("WaitFor", "WAITFOR"),
        ("SetUser", "SETUSER"), ("CreateFullTextCatalog", "CREATE FULLTEXT CATALOG"), ("AlterFullTextCatalog", "ALTER FULLTEXT CATALOG"),
        ("DropFullTextCatalog", "DROP FULLTEXT CATALOG"), ("CreateFullTextIndex", "CREATE FULLTEXT INDEX"), ("AlterFullTextIndex", "ALTER FULLTEXT INDEX"),
        ("DropFullTextIndex", "DROP FULLTEXT INDEX"), ("Execute", "EXECUTE"), ("DeclareTableVariable", "DECLARE"), ("DeclareVariable", "DECLARE"), ("DeclareCursor", "DECLARE CURSOR"),
        ("GoTo", "GOTO"),
        ("Grant", "GRANT"), ("Deny", "DENY"), ("Revoke", "REVOKE"), ("EnableDisableTrigger", "ENABLE OR DISABLE TRIGGER"), ("Dbcc", "DBCC"),
        ("BackupDatabase", "BACKUP DATABASE"), ("BackupTransactionLog", "BACKUP LOG"),
    ];

    internal static string Of(TSqlStatement statement) =>
        statement is ExecuteAsStatement ? "EXECUTE AS" : Known.GetOrAdd(statement.GetType(), t => Words(t.Name));

    private static string Words(string type)
    {
        foreach (var (start, kind) in Families)
            if (type.StartsWith(start, StringComparison.Ordinal))
                return kind;
        var name = type.EndsWith("Statement", StringComparison.Ordinal) ? type[..^"Statement".Length] : type;
        return Boundary().Replace(name, " ").ToUpperInvariant();
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Boundary();
}
