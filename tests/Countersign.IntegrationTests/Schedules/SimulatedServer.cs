using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Countersign.Deployments;
using Countersign.IntegrationTests.Faults;
using Countersign.Statements;
using Countersign.Targets;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>A transaction that a process has open at the server.</summary>
internal sealed class OpenTransaction(Replica by, PlacedIntent placed, int lingers)
{
    public Replica By { get; } = by;

    public PlacedIntent Placed { get; } = placed;

    public List<Trace> Traces { get; } = [];

    /// <summary>COMMIT is on its way: nobody but the server knows whether it will be.</summary>
    public bool IsCommitSent { get; set; }

    /// <summary>Steps until the server notices that the process is gone.</summary>
    public int Lingers { get; set; } = lingers;
}

/// <summary>The production server as it really is: what is committed, who has it locked, and what it remembers.</summary>
internal sealed partial class SimulatedServer(ScheduleWorld world)
{
    private readonly HashSet<(string Path, Digest Digest, int Part)> _parts = [];

    public static readonly TargetIdentity Identity = new(ImmutableSortedDictionary<string, string>.Empty.Add("file id", "simulated"));

    public long Fence { get; private set; }

    public ImmutableArray<AppliedScript> Applied { get; private set; } =
        [new(SimulatedForge.BasePath, Digest.Of(Encoding.UTF8.GetBytes(SimulatedForge.BaseText)), Baseline: true)];

    public Dictionary<MarkerToken, DateTimeOffset> Markers { get; } = [];

    public List<Trace> Traces { get; } = [];

    public OpenTransaction? Open { get; set; }

    public bool IsDone(PlacedIntent placed) =>
        _parts.Contains((placed.Script.Path, placed.Script.Digest, placed.Part))
        || Applied.LastOrDefault(a => a.Path == placed.Script.Path)?.Digest == placed.Script.Digest;

    public void RaiseFence(long fence) => Fence = Math.Max(Fence, fence);

    /// <summary>The traces that a statement leaves.</summary>
    public static Trace? TraceOf(Statement statement) =>
        Insert().Match(Encoding.UTF8.GetString(statement.Source.Bytes.Span)) is { Success: true } m ? new(Of(m, 1), Of(m, 2), Of(m, 3)) : null;

    /// <summary>The server commits what is open.</summary>
    public void Commit()
    {
        var open = Open!;
        var placed = open.Placed;
        Open = null;
        RaiseFence(placed.Intent.Fence);
        Markers[placed.Intent.Token] = world.Clock.GetUtcNow();
        _parts.Add((placed.Script.Path, placed.Script.Digest, placed.Part));
        if (placed.Part == placed.Parts - 1) Applied = Applied.Add(new(placed.Script.Path, placed.Script.Digest, Baseline: false));
        Traces.AddRange(open.Traces);
        foreach (var trace in open.Traces) world.Committed(trace);
    }

    /// <summary>A moment passes: it may notice that whoever had a transaction open is gone.</summary>
    public void Pass()
    {
        if (Open is not { By.IsDead: true } orphan || orphan.Lingers-- > 0) return;
        if (orphan.IsCommitSent && world.Random.Next(2) == 0) Commit();
        Open = null;
    }

    private static int Of(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"VALUES \((\d+), (\d+), (\d+)\)")]
    private static partial Regex Insert();
}
