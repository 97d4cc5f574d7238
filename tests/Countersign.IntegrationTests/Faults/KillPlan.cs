using System.Globalization;
using Countersign.Targets.Faults;

namespace Countersign.IntegrationTests.Faults;

/// <summary>How the next life of the process ends. Closed.</summary>
internal abstract record KillPlan
{
    private KillPlan() { }

    /// <summary>At the first of some labelled points, each the so-manieth time it is reached.</summary>
    internal sealed record At(ImmutableArray<(CrashPoint Point, int Time)> Points) : KillPlan;

    /// <summary>After some time, wherever it is.</summary>
    internal sealed record After(TimeSpan Time) : KillPlan;

    /// <summary>When the proxy before PostgreSQL sees a certain message.</summary>
    internal sealed record OnTheWire(WirePoint Point, bool OnlyTheConnection) : KillPlan;

    /// <summary>It stands still for a while at a labelled point, goes on, and is killed later.</summary>
    internal sealed record Pause(CrashPoint Point, TimeSpan For) : KillPlan;

    /// <summary>For the environment of the process.</summary>
    public string Failpoints => this switch
    {
        At at => string.Join(';', at.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Point}@{p.Time}:kill"))),
        Pause pause => $"{pause.Point}:stop",
        _ => "",
    };

    private static readonly ImmutableArray<CrashPoint> WhileReceiving = [CrashPoint.K1, CrashPoint.K2, CrashPoint.K3, CrashPoint.K20];

    private static readonly ImmutableArray<CrashPoint> WhileReviewing = [CrashPoint.K4, CrashPoint.K5, CrashPoint.K8, CrashPoint.K9];

    /// <summary>Behind all points of reviewing.</summary>
    private static readonly ImmutableArray<CrashPoint> WhileReporting = [CrashPoint.K6, CrashPoint.K7];

    private static readonly ImmutableArray<CrashPoint> WhileDeploying =
        [CrashPoint.K10, CrashPoint.K11, CrashPoint.K17, CrashPoint.K18, CrashPoint.K19, CrashPoint.K21];

    /// <summary>What happens inside of PostgreSQL's batches is told by the wire instead.</summary>
    private static readonly ImmutableArray<CrashPoint> InSqlite =
        [CrashPoint.K12, CrashPoint.K13, CrashPoint.K14, CrashPoint.K15, CrashPoint.K16];

    /// <summary>The next of a seeded sequence.</summary>
    /// <param name="isDue">Whether something has landed and is not applied, so that the points of deploying are near.</param>
    public static KillPlan Next(Random random, bool isPostgreSql, bool isDue)
    {
        var deploying = isPostgreSql ? WhileDeploying : WhileDeploying.AddRange(InSqlite);
        return random.Next(16) switch
        {
            0 or 1 => new After(TimeSpan.FromMilliseconds(300 + random.Next(1200))),
            2 => new Pause(random.Pick(isDue ? deploying : WhileReviewing.AddRange(WhileReporting)), TimeSpan.FromMilliseconds(200 + random.Next(800))),
            3 => Some(random, WhileReceiving),
            <= 10 when isPostgreSql && isDue => new OnTheWire(random.Pick([.. Enum.GetValues<WirePoint>()]), OnlyTheConnection: random.Next(5) == 0),
            <= 5 when !isDue => new At([(random.Pick(WhileReporting), 1)]),
            <= 12 when !isDue => Some(random, WhileReviewing),
            _ => Some(random, deploying),
        };
    }

    /// <summary>
    /// Three different ones, or one, mostly the first time they are reached, so that most lives end at a label, and soon; and each point
    /// is now and then the only one, since a life always comes to some of the others first.
    /// </summary>
    private static At Some(Random random, ImmutableArray<CrashPoint> from)
    {
        var all = from.ToArray();
        random.Shuffle(all);
        return new([.. all.Take(random.Next(4) == 0 ? 1 : 3).Select(p => (p, random.Next(4) == 0 ? 2 : 1))]);
    }
}

internal static class SeededPicks
{
    internal static T Pick<T>(this Random random, ImmutableArray<T> from) => from[random.Next(from.Length)];
}
