using Countersign.Schemas;
using Countersign.Targets.SqlServer.Declarative;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>A schema to be read by DacFx: declared by text, packed, or that of a live database. Exactly one of these.</summary>
/// <param name="Sources">Files that declare it; none when it is packed or live.</param>
/// <param name="Package">A dacpac; empty when text or a database declares it.</param>
internal sealed record SchemaSource(ImmutableArray<ProjectSource> Sources, byte[] Package)
{
    /// <summary>A connection string to the database.</summary>
    public string? Connection { get; init; }

    /// <summary>As a database has it now.</summary>
    internal static SchemaSource Live(string connection) => new([], []) { Connection = connection };
}

/// <summary>What the child process is asked: what these schemas consist of.</summary>
internal sealed record SchemasQuestion(int Level, ImmutableArray<SchemaSource> Schemas);

/// <summary>One schema, or why it cannot be read.</summary>
/// <param name="ColumnOrder">The columns of each table in order, which <paramref name="Objects"/> leaves out.</param>
internal sealed record SchemaAnswer(ImmutableArray<SchemaObject> Objects, ImmutableArray<string> ColumnOrder, ImmutableArray<string> Problems)
{
    internal Schema Schema => new(Objects);
}

/// <summary>What it answers, in the order of the question.</summary>
internal sealed record SchemasAnswer(ImmutableArray<SchemaAnswer> Schemas);
