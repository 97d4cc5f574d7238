namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>
/// Part of a schema: the objects in these rows of the catalogue, and what belongs to objects of these names. Roles are always
/// part of it, because which of them belong to a schema hangs on every grant.
/// </summary>
/// <param name="Rows">Oids as text, of whatever catalogue table: one too many costs nothing.</param>
/// <param name="Names">Identities as in <see cref="Schemas.SchemaObject.Identity"/>.</param>
internal sealed record CatalogueSelection(ImmutableHashSet<string> Rows, ImmutableHashSet<string> Names)
{
    /// <summary>The condition on the columns of a query of <see cref="CatalogueReading"/>; its parameters are rows and names.</summary>
    internal const string Condition =
        "q.kind IN ('Role', 'Membership') OR q.row_oid = ANY ($1::text[]) OR q.parent = ANY ($2::text[]) OR (q.parent IS NULL AND q.identity = ANY ($2::text[]))";

    /// <summary>The same condition on an object that was read.</summary>
    internal bool Has(Schemas.SchemaObject o) =>
        o.Kind is Schemas.SchemaObjectKind.Role or Schemas.SchemaObjectKind.Membership
        || (o.Address is { } address && Rows.Contains(address.Row.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        || Names.Contains(o.Parent ?? o.Identity);
}
