using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>A name of two parts, compared as most databases do: without regard to case.</summary>
/// <param name="Schema">`dbo` where the text has none; empty for what stands in no schema.</param>
internal readonly record struct ItemName(string Schema, string Name)
{
    internal string Quoted => Schema.Length == 0 ? Quote(Name) : $"{Quote(Schema)}.{Quote(Name)}";

    public bool Equals(ItemName other) => Same(Schema, other.Schema) && Same(Name, other.Name);

    public override int GetHashCode() =>
        HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(Schema), StringComparer.OrdinalIgnoreCase.GetHashCode(Name));

    public override string ToString() => Schema.Length == 0 ? Name : $"{Schema}.{Name}";

    internal static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    internal static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    internal static ItemName Of(SchemaObjectName name, string schema = "dbo") => new(name.SchemaIdentifier?.Value ?? schema, name.BaseIdentifier?.Value ?? "");

    /// <summary>The same for what stands in no schema.</summary>
    internal static ItemName Alone(string name) => new("", name);
}
