using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>
/// In which order things are made. What was made earlier in the target seldom needs what was made later, so age decides within a
/// kind; the exceptions are tried again.
/// </summary>
internal static class CopyOrder
{
    /// <summary>Row numbers of a catalogue grow until they wrap around, which costs a pass and no more.</summary>
    internal static uint Age(SchemaObject o) => o.Address?.Row ?? 0;

    /// <summary>Keys before what refers to them, views before their indexes.</summary>
    internal static int Turn(SchemaObject o) => o.Kind switch
    {
        SchemaObjectKind.Constraint => IsKey(o) ? 0 : 3,
        SchemaObjectKind.View => 1,
        SchemaObjectKind.Index => 2,
        _ => 4 + (int)o.Kind,
    };

    private static bool IsKey(SchemaObject constraint) =>
        Says(constraint, " PRIMARY KEY ") || Says(constraint, " UNIQUE ") || Says(constraint, " EXCLUDE ");

    private static bool Says(SchemaObject o, string words) => o.Definition.Contains(words, StringComparison.Ordinal);
}
