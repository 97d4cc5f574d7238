namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Part of a schema: the objects in these rows of the catalogue, and what belongs to objects of these names.</summary>
/// <param name="Rows">Oids as text, of whatever catalogue table: one too many costs nothing.</param>
/// <param name="Names">Identities as in <see cref="Schemas.SchemaObject.Identity"/>.</param>
internal sealed record CatalogueSelection(ImmutableHashSet<string> Rows, ImmutableHashSet<string> Names)
{
    /// <summary>The condition on the columns of a query of <see cref="CatalogueReading"/>; its parameters are rows and names.</summary>
    internal const string Condition =
        "q.row_oid = ANY ($1::text[]) OR q.parent = ANY ($2::text[]) OR (q.parent IS NULL AND q.identity = ANY ($2::text[]))";

    /// <summary>The same condition on an object that was read.</summary>
    internal bool Has(Schemas.SchemaObject o) =>
        (o.Address is { } address && Rows.Contains(address.Row.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        || Names.Contains(o.Parent ?? o.Identity);
}
