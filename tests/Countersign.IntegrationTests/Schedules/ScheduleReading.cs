using System.Security.Cryptography;
using System.Text;
using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.IntegrationTests.Faults;
using Countersign.Ledger;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>Gathers what a simulated world left, for the same checker that judges the real process.</summary>
internal static class ScheduleReading
{
    public static WorldState Read(ScheduleWorld world, IReadOnlyCollection<SimulatedChange> changes)
    {
        using var ledger = new LedgerStore(world.Store.Of("Ledger", null), world.Clock);
        var envelopes = ledger.ReadAll().ToList();
        var broken = Verification.Verify(envelopes) switch
        {
            Verification.Broken b => b.Why,
            Verification.Intact { Open: [_, ..] open } => $"entries {string.Join(", ", open)} have no result",
            _ => null,
        };
        return new(
            [.. world.Server.Traces],
            [.. changes.Select(c => c.Word)],
            [.. envelopes.Select(e => WorldReading.Line(LedgerEntry.Read(e.Span))).OfType<LedgerLine>()],
            [.. world.Server.Markers.Select(m => new MarkerLine(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(m.Key.Hex))), m.Value))],
            [.. changes.Select(c => new Shown(c.Number, c.Pull.Comments.Count(x => x.By.IsBot && x.Body.StartsWith("### ", StringComparison.Ordinal)), [1]))],
            broken, Unended(world, changes), [], ImmutableDictionary<string, string>.Empty, []);
    }

    /// <summary>True when nothing is asked for or under way.</summary>
    public static bool IsQuiet(ScheduleWorld world) =>
        new WorkRecords(world.Store.Of("Store", null), world.Clock, BotRoles.All, TimeSpan.FromMinutes(1)).IsIdle(CancellationToken.None).GetAwaiter().GetResult()
        && Records(world).ReadUnfinished(CancellationToken.None).GetAwaiter().GetResult().IsEmpty;

    private static ImmutableArray<string> Unended(ScheduleWorld world, IReadOnlyCollection<SimulatedChange> changes) =>
    [
        .. Records(world).ReadUnfinished(CancellationToken.None).GetAwaiter().GetResult().Select(d => $"deployment {d.Id.Value} is {d.State}: {d.Because}"),
        .. Records(world).ReadFrozen(CancellationToken.None).GetAwaiter().GetResult().Select(d => $"deployment {d.Id.Value} is frozen: {d.Because}"),
        .. changes.Where(c => !c.IsOver).Select(c => $"change {c.Number} ({c.Twist}) never came to its end"),
        .. changes.Where(c => c.IsDue && c.Pull.Comments.FirstOrDefault(x => x.By.IsBot)?.Body.Contains("Applied on", StringComparison.Ordinal) != true)
            .Select(c => $"change {c.Number} is applied, and its comment does not say so"),
    ];

    private static DeploymentRecords Records(ScheduleWorld world) => new(world.Store.Of("Store", null), world.Clock);
}
