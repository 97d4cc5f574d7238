using Countersign.Schemas;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// The copy's schema from statement to statement. Only what a statement touched is read again, unless
/// <paramref name="isCareful"/>; <see cref="IsExact"/> tells whether that went well.
/// </summary>
internal sealed class FollowedSchema(NpgsqlConnection superuser, Schema first, bool isCareful)
{
    /// <summary>As it is now.</summary>
    internal Schema Now { get; private set; } = first;

    /// <summary>Reads again what may have changed, and tells what did.</summary>
    internal async Task<SchemaDifference> Follow(Touched touched, CancellationToken cancellation)
    {
        switch (touched)
        {
            case Touched.Nothing:
                return SchemaDifference.None;
            case Touched.Some(var selection) when !isCareful:
                var was = new Schema(Now.Objects.Where(selection.Has));
                var part = await Part(selection, cancellation);
                if (Renames(was, part)) goto default;
                Now = new(Now.Objects.Where(o => !selection.Has(o)).Concat(part.Objects));
                return SchemaDifference.Between(was, part);
            default:
                var before = Now;
                Now = await CopySchema.Read(superuser, cancellation);
                return SchemaDifference.Between(before, Now);
        }
    }

    /// <summary>Whether a complete reading finds the same.</summary>
    internal async Task<bool> IsExact(CancellationToken cancellation) =>
        isCareful || (await CopySchema.Read(superuser, cancellation)).Fingerprint == Now.Fingerprint;

    private async Task<Schema> Part(Catalogue.CatalogueSelection selection, CancellationToken cancellation)
    {
        await superuser.Run(cancellation, Commands.Of("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        var part = await CopySchema.ReadHere(superuser, selection, cancellation);
        await superuser.Run(cancellation, Commands.Of("COMMIT"));
        return part;
    }

    /// <summary>A new name stands in the definitions of whatever mentions the object, which no lock and no event shows.</summary>
    private static bool Renames(Schema was, Schema now)
    {
        var old = was.Objects.Where(HasNameOfItsOwn).ToLookup(o => (o.Kind, o.Address));
        return now.Objects.Where(HasNameOfItsOwn).Any(o => old[(o.Kind, o.Address)].Any(w => w.Identity != o.Identity));
    }

    private static bool HasNameOfItsOwn(SchemaObject o) => o is
    {
        Address: not null,
        Kind: not (SchemaObjectKind.TableSetting or SchemaObjectKind.Owner or SchemaObjectKind.Grant or SchemaObjectKind.DefaultPrivilege
            or SchemaObjectKind.Comment or SchemaObjectKind.Membership or SchemaObjectKind.Other),
    };
}
