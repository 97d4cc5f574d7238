using System.Globalization;
using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Part of a schema: the objects in these rows of the catalogue, and what belongs to objects of these names.</summary>
/// <param name="Rows">Oids of whatever catalogue table: one too many costs nothing.</param>
/// <param name="Names">Identities as in <see cref="SchemaObject.Identity"/>.</param>
/// <param name="Roles">With all roles and their settings, which have no address: which of them belong to a schema hangs on every owner and grant.</param>
internal sealed record CatalogueSelection(ImmutableHashSet<uint> Rows, ImmutableHashSet<string> Names, bool Roles)
{
    private const string Condition =
        "q.row_oid = ANY ($1::text[]) OR q.parent = ANY ($2::text[]) OR (q.parent IS NULL AND q.identity = ANY ($2::text[]))";

    /// <summary>Rows and names.</summary>
    internal object[] Parameters => [Rows.Select(r => r.ToString(CultureInfo.InvariantCulture)).ToArray(), Names.ToArray()];

    /// <summary>A query of <see cref="CatalogueReading"/> that answers only with the part; its parameters are <see cref="Parameters"/>.</summary>
    internal static string Of(string query) =>
        $"SELECT q.* FROM ({query}) AS q (kind, identity, definition, parent, catalogue, row_oid, part) WHERE {Condition}";

    /// <summary>The same condition on an object that was read.</summary>
    internal bool Has(SchemaObject o) => o is { Kind: SchemaObjectKind.Role or SchemaObjectKind.Membership } or { Kind: SchemaObjectKind.Other, Address: null }
        ? Roles
        : (o.Address is { } address && Rows.Contains(address.Row)) || Names.Contains(o.Parent ?? o.Identity);
}
