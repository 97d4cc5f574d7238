using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>What the server runs outside a transaction only, by how it can be told afterwards whether it happened. Closed.</summary>
internal abstract record LoneWork
{
    private LoneWork() { }

    /// <summary>Makes something whose name the catalogue knows.</summary>
    /// <param name="Sql">Gives a row when it is there; `@name` is its name.</param>
    internal sealed record Makes(string What, string Name, string Sql) : LoneWork;

    /// <summary>Running it again changes nothing more.</summary>
    internal sealed record Repeatable : LoneWork;

    /// <summary>Nobody can tell.</summary>
    internal sealed record Undecidable : LoneWork;

    /// <summary>What is worth knowing before such work starts; kept with its intent.</summary>
    internal const string Absent = "absent";
    internal const string Present = "present";

    /// <summary>By what reading the statement told, and only when the batch holds no other one.</summary>
    internal static LoneWork Of(Statement statement)
    {
        var source = statement.Source;
        if (source.Parts.Length > 1) return new Undecidable();
        return (source.Kind, source.Objects) switch
        {
            ("CREATE FULLTEXT CATALOG", [var catalog]) => new Makes("full-text catalog", catalog.Name, "SELECT name FROM sys.fulltext_catalogs WHERE name = @name"),
            ("CREATE FULLTEXT INDEX", [var table]) => new Makes("full-text index of", table.ToString(), "SELECT object_id FROM sys.fulltext_indexes WHERE object_id = OBJECT_ID(@name)"),
            ("ALTER DATABASE", _) when SetsOption(statement.Text) => new Repeatable(),
            _ => new Undecidable(),
        };
    }

    /// <returns>`absent`, `present`, nothing when it cannot be asked; or the error.</returns>
    internal static async Task<(string Before, LinkFault? Fault)> Before(LoneWork work, SqlLink link)
    {
        if (work is not Makes makes) return ("", null);
        var reply = await link.Ask(makes.Sql, ("@name", makes.Name));
        return (reply.Rows.IsEmpty ? Absent : Present, reply.Fault);
    }

    private static bool SetsOption(string text) =>
        text.Split((char[]?)null, 5, StringSplitOptions.RemoveEmptyEntries) is [var a, var b, var c, var d, _]
        && $"{a} {b} {c} {d}".Equals("ALTER DATABASE CURRENT SET", StringComparison.OrdinalIgnoreCase);
}
