using System.Globalization;
using System.Text;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>One numbered schema file. Once released it never changes: its digest is kept in every database it made.</summary>
internal sealed record SchemaFile(int Number, string Name, string Sql)
{
    /// <summary>For what PostgreSQL does in another way altogether; null when a word here and there is all that differs.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>SHA-256 of the text as UTF-8.</summary>
    public Digest Digest => Digest.Of(Encoding.UTF8.GetBytes(Sql));
}

/// <summary>The schema files that the executable carries, by database.</summary>
internal static class SchemaFiles
{
    private const string PostgreSqlEnding = ".postgresql.sql";

    /// <summary>The files of one database (`Inbox`, `Store`, `Ledger`), in order of number.</summary>
    public static ImmutableArray<SchemaFile> Of(string database)
    {
        var prefix = $"Schema/{database}/";
        var assembly = typeof(SchemaFiles).Assembly;
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
               where resource.StartsWith(prefix, StringComparison.Ordinal) && !resource.EndsWith(PostgreSqlEnding, StringComparison.Ordinal)
               let file = Read(resource, resource[prefix.Length..])
               orderby file.Number
               select file,
        ];
    }

    private static SchemaFile Read(string resource, string name) => new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, TextOf(resource)!)
    {
        PostgreSql = TextOf(resource[..^".sql".Length] + PostgreSqlEnding),
    };

    private static string? TextOf(string resource)
    {
        using var stream = typeof(SchemaFiles).Assembly.GetManifestResourceStream(resource);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
