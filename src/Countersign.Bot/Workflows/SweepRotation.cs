using Countersign.Changes;
using Countersign.Forges;

namespace Countersign.Bot.Workflows;

/// <summary>
/// What sweeps look at, so that thousands of open change requests neither use up the forge's request limit nor stand before
/// what people wait for. A round begins with everything; each sweep looks at a share of it, those updated last first, and besides at
/// whatever was updated since. What fits into one share is looked at by every sweep. Kept in memory: a restart begins a round.
/// </summary>
internal sealed class SweepRotation
{
    /// <summary>
    /// How much of a listing is asked for again: lists may lag behind. Counted from the newest update that the forge itself named,
    /// so its clock and ours need not agree.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<RepositoryId, DateTimeOffset> _newest = [];
    private ImmutableArray<ListedChange> _waiting = [];
    private ImmutableArray<ListedChange> _urgent = [];

    /// <summary>To be called before a sweep lists: begins a round when the last one is through.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_waiting.IsEmpty) _newest.Clear();
        }
    }

    /// <summary>Since when a repository's updates are to be listed; null for everything.</summary>
    public DateTimeOffset? Since(RepositoryId repository)
    {
        lock (_gate) return _newest.TryGetValue(repository, out var newest) ? newest - Overlap : null;
    }

    /// <summary>Takes a listing over that was asked for with <see cref="Since"/>.</summary>
    public void Add(RepositoryId repository, ImmutableArray<ListedChange> listed, ImmutableHashSet<int> settled)
    {
        lock (_gate)
        {
            var open = listed.Where(l => !settled.Contains(l.Key.Number));
            if (!_newest.ContainsKey(repository)) _waiting = [.. _waiting.Where(w => w.Key.Repository != repository).Concat(open).OrderByDescending(l => l.UpdatedAt)];
            else _urgent = _urgent.AddRange(open);
            if (!listed.IsEmpty) _newest[repository] = listed.Select(l => l.UpdatedAt).Append(_newest.GetValueOrDefault(repository)).Max();
        }
    }

    /// <summary>What this sweep looks at: all that was updated, and a share of the rest.</summary>
    public ImmutableArray<ChangeKey> Take(int share)
    {
        lock (_gate)
        {
            ImmutableArray<ChangeKey> taken = [.. _urgent.Concat(_waiting.Take(share)).Select(l => l.Key).Distinct()];
            (_urgent, _waiting) = ([], [.. _waiting.Skip(share)]);
            return taken;
        }
    }
}
