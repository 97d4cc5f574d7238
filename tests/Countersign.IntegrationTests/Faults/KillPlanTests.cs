using Countersign.Targets.Faults;

namespace Countersign.IntegrationTests.Faults;

/// <summary>
/// A life ends at the first of its points that it comes to. A count of three thousand kills showed two at which none had ended: every
/// plan that had one of them had an earlier one as well.
/// </summary>
public sealed class KillPlanTests
{
    /// <summary>In the order in which a message, a review and a deployment come to them.</summary>
    private static readonly ImmutableArray<ImmutableArray<CrashPoint>> Ways =
    [
        [CrashPoint.K1, CrashPoint.K2, CrashPoint.K3, CrashPoint.K20],
        [CrashPoint.K4, CrashPoint.K5, CrashPoint.K8, CrashPoint.K9, CrashPoint.K7, CrashPoint.K6],
        [CrashPoint.K10, CrashPoint.K11, CrashPoint.K17, CrashPoint.K18, CrashPoint.K19, CrashPoint.K21],
    ];

    /// <summary>Where there is no wire to watch. A deployment comes to them between K11 and K17.</summary>
    private static readonly ImmutableArray<CrashPoint> InSqlite = [CrashPoint.K12, CrashPoint.K13, CrashPoint.K14, CrashPoint.K15, CrashPoint.K16];

    public static TheoryData<CrashPoint, bool> Points
    {
        get
        {
            var data = new TheoryData<CrashPoint, bool>();
            foreach (var isPostgreSql in new[] { true, false })
                foreach (var point in Ways.SelectMany(w => w).Concat(isPostgreSql ? [] : InSqlite)) data.Add(point, isPostgreSql);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Each_point_is_the_first_of_some_life(CrashPoint point, bool isPostgreSql)
    {
        var way = Ways.Select(w => isPostgreSql || w[0] != CrashPoint.K10 ? w : w.InsertRange(2, InSqlite)).Single(w => w.Contains(point));
        var before = way[..way.IndexOf(point)];
        var random = new Random(1);

        var plans = Enumerable.Range(0, 4000).Select(i => KillPlan.Next(random, isPostgreSql, isDue: i % 2 == 0)).OfType<KillPlan.At>();

        Assert.Contains(plans, p => p.Points.Any(a => a.Point == point) && !p.Points.Any(a => before.Contains(a.Point)));
    }
}
