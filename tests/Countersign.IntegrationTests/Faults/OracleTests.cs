using Countersign.Targets.Faults;

namespace Countersign.IntegrationTests.Faults;

/// <summary>The checker bites: a good world passes, and one with a single thing wrong is told of by that thing.</summary>
public sealed class OracleTests
{
    private const string Token = "0123456789abcdef";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorldState Good = new(
        [new(1, 1, 1), new(1, 1, 2)],
        [new(1, [1], 1, 2)],
        [new(1, Token, true, Noon, null, ["aa"]), new(2, Token, true, Noon.AddSeconds(2), "committed", ["aa"])],
        [new(Token, Noon.AddSeconds(1))],
        [new(1, 1, [1])], null, [], ["aa"], ImmutableDictionary<string, string>.Empty.Add("log", "nothing"), ["canary-of-a-secret"]);

    /// <summary>Each world has one thing wrong.</summary>
    private static readonly ImmutableDictionary<string, WorldState> Doctored = new Dictionary<string, WorldState>
    {
        ["effects are signed"] = Good with { Traces = [.. Good.Traces, new(2, 1, 1)] },
        ["at most once"] = Good with { Traces = [new(1, 1, 1), new(1, 1, 1), new(1, 1, 2)] },
        ["order is kept"] = Good with { Traces = [new(1, 1, 2), new(1, 1, 1)] },
        ["nothing is lost"] = Good with { Traces = [new(1, 1, 1)] },
        ["intent, effect, result"] = Good with { Markers = [new(Token, Noon.AddSeconds(-1))] },
        ["markers are the ledger"] = Good with { Markers = [.. Good.Markers, new("fedcba9876543210", Noon)] },
        ["the ledger verifies"] = Good with { Broken = "entry 1 was changed" },
        ["transactional work is never indeterminate"] = Good with { Ledger = [.. Good.Ledger, new(3, Token, true, Noon, "indeterminate", [])] },
        ["one comment"] = Good with { Forge = [new(1, 2, [1])] },
        ["one check"] = Good with { Forge = [new(1, 1, [2])] },
        ["bytes sent are bytes signed"] = Good with { Sent = ["aa", "0badc0de00"] },
        ["no secret leaves"] = Good with { Said = Good.Said.Add("comment", "x canary-of-a-secret y") },
    }.ToImmutableDictionary();

    public static TheoryData<string> Rules => [.. Doctored.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void A_world_in_which_all_went_well_has_no_violation() => Assert.Empty(Oracle.Judge(Good));

    [Theory]
    [MemberData(nameof(Rules))]
    public void One_thing_wrong_is_told_of_by_its_rule(string rule) => Assert.Contains(Oracle.Judge(Doctored[rule]), v => v.Rule == rule);

    [Fact]
    public void What_is_shipped_does_not_switch_failpoints_on()
    {
        var shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "countersign.runtimeconfig.json"));

        Assert.DoesNotContain(Failpoint.Switch, shipped, StringComparison.Ordinal);
    }
}
