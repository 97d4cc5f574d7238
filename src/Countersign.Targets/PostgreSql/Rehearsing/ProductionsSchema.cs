using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Copying;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// What production's schema will be, from what became of the copy's. A copy can lack what this machine cannot make, such as an
/// extension that is not installed; what the plan changes is carried over object by object.
/// </summary>
/// <param name="planned">Production's; null when the copy is all there is.</param>
/// <param name="copied">The copy's before anything ran in it.</param>
internal sealed class ProductionsSchema(Schema? planned, Schema copied)
{
    /// <summary>Objects named of those that differ.</summary>
    private const int Named = 5;

    private readonly bool _isAlike = planned is null || planned.Fingerprint == CopiedRoles.AsInTarget(copied, planned).Fingerprint;

    /// <summary>A sentence where the copy is not like its original.</summary>
    internal ImmutableArray<string> Notes => _isAlike ? [] : [Sentence()];

    internal Digest FingerprintWhenCopyIs(Schema now) =>
        planned is null ? now.Fingerprint
        : _isAlike ? CopiedRoles.AsInTarget(now, planned).Fingerprint
        : SchemaDifference.Between(copied, now).AppliedTo(planned).Fingerprint;

    private string Sentence()
    {
        var differing = SchemaDifference.Between(planned!, new(copied.Objects.Select(o => o with { Address = null }))).Objects;
        var names = differing.Select(d => (d.Before ?? d.After)!).Select(o => $"{o.Kind.ToString().ToLowerInvariant()} {o.Identity}").Distinct(StringComparer.Ordinal).ToList();
        var more = names.Count > Named ? $" and {names.Count - Named} more" : "";
        return $"The copy differs from the target in {SafeMessages.Quoted(names.Take(Named))}{more}.";
    }
}
