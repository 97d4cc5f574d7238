using System.Globalization;
using System.Text;
using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Rehearsals of this process, so that a review which found nothing new runs nothing. The same scripts on the same schema
/// give the same rehearsal; sizes are those of the first. Nothing depends on one being remembered.
/// </summary>
internal sealed class RememberedRehearsals
{
    private const int Most = 64;
    private readonly Lock _lock = new();
    private readonly LinkedList<(Digest Key, RehearsalOutcome Outcome)> _latest = new();

    /// <summary>The one that is remembered, or a new one. Only what was rehearsed is remembered: a missing server may come.</summary>
    public async Task<RehearsalOutcome> Get(RehearsalRequest request, Func<Task<RehearsalOutcome>> rehearse)
    {
        var key = KeyOf(request);
        if (Find(key) is { } known) return known;
        var outcome = await rehearse();
        if (outcome is RehearsalOutcome.Done) Keep(key, outcome);
        return outcome;
    }

    /// <summary>Everything that a rehearsal depends on. The chain's end covers the target, its session and every statement.</summary>
    private static Digest KeyOf(RehearsalRequest request) => Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n',
    [
        request.Plan.ChainEnd.Hex, request.PlannedOn.Hex, request.ApplyLogin, request.Policy.ServerVersion?.ToString(CultureInfo.InvariantCulture) ?? "",
        .. request.Plan.Scripts.Select(s => $"{s.Path}\t{s.IsTransactional}"),
        .. request.Prelude.Select(s => $"{s.Path}\t{s.Digest.Hex}"),
    ])));

    private RehearsalOutcome? Find(Digest key)
    {
        lock (_lock)
        {
            for (var node = _latest.First; node is not null; node = node.Next)
                if (node.Value.Key == key)
                    return node.Value.Outcome;
            return null;
        }
    }

    private void Keep(Digest key, RehearsalOutcome outcome)
    {
        lock (_lock)
        {
            _latest.AddFirst((key, outcome));
            if (_latest.Count > Most) _latest.RemoveLast();
        }
    }
}
