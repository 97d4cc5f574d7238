using System.Globalization;
using System.Text;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>One numbered schema file. Once released it never changes: its digest is kept in every database it made.</summary>
internal sealed record SchemaFile(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text as UTF-8.</summary>
    public Digest Digest => Digest.Of(Encoding.UTF8.GetBytes(Sql));
}

/// <summary>The schema files that the executable carries, by database.</summary>
internal static class SchemaFiles
{
    /// <summary>The files of one database (`Inbox`, `Store`, `Ledger`), in order of number.</summary>
    public static ImmutableArray<SchemaFile> Of(string database)
    {
        var prefix = $"Schema/{database}/";
        var assembly = typeof(SchemaFiles).Assembly;
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
               where resource.StartsWith(prefix, StringComparison.Ordinal)
               let file = Read(resource, resource[prefix.Length..])
               orderby file.Number
               select file,
        ];
    }

    private static SchemaFile Read(string resource, string name)
    {
        using var stream = typeof(SchemaFiles).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
