using System.Text;
using Countersign.Deployments;
using Countersign.Policy;

namespace Countersign.Tests.Policy;

public sealed class EnforcementPolicyTests
{
    [Fact]
    public void What_policy_does_not_say_is_rehearsed_when_possible_and_enforced() => AssertTarget(
        Read("least"), RehearsalMode.WhenPossible, new(EnforcementMode.On, Tolerance.Default));

    [Theory]
    [InlineData(0, RehearsalMode.Required, EnforcementMode.On, 2, true)]
    [InlineData(1, RehearsalMode.WhenPossible, EnforcementMode.Report, 10, false)]
    [InlineData(2, RehearsalMode.Off, EnforcementMode.Off, 10, true)]
    public void What_policy_says_holds(int target, RehearsalMode rehearsal, EnforcementMode mode, double rows, bool locks) =>
        AssertTarget(Read("enforcement", target), rehearsal, new(mode, new(rows, locks)));

    [Fact]
    public void Of_two_policies_the_stricter_value_of_each_key_counts()
    {
        var lenient = Read("least") with { Rehearsal = RehearsalMode.Required, Enforcement = new(EnforcementMode.Off, new(3, false)) };
        var strict = Read("least") with { Rehearsal = RehearsalMode.Off, Enforcement = new(EnforcementMode.Report, new(20, true)) };
        var both = new EnforcementPolicy(EnforcementMode.Report, new(3, true));
        AssertTarget(lenient.Hardened(strict), RehearsalMode.Required, both);
        AssertTarget(strict.Hardened(lenient), RehearsalMode.Required, both);
        Assert.Same(lenient, lenient.Hardened(null));
    }

    [Fact]
    public void Drift_is_watched_where_policy_rehearses_or_says_so()
    {
        var everything = Assert.IsType<PolicyParse.Valid>(PolicyReading.Read(Encoding.UTF8.GetBytes(PolicyExampleTests.Read("valid/everything.yml")))).Policy;
        var watched = everything.Targets.Single(t => t.Name.Value == "orders-mssql");
        var not = watched with { Drift = DriftMode.Off };

        Assert.True(watched.WatchesDrift);
        Assert.False(not.WatchesDrift);
        Assert.True(not.Hardened(watched).WatchesDrift);
        Assert.True(watched.Hardened(not).WatchesDrift);
        Assert.True(Read("enforcement", 0).WatchesDrift);
        Assert.False(Read("enforcement", 2).WatchesDrift);
    }

    private static void AssertTarget(TargetPolicy target, RehearsalMode rehearsal, EnforcementPolicy enforcement) =>
        Assert.Equal((rehearsal, enforcement), (target.Rehearsal, target.Enforcement));

    private static TargetPolicy Read(string example, int target = 0) => Assert.IsType<PolicyParse.Valid>(
        PolicyReading.Read(Encoding.UTF8.GetBytes(PolicyExampleTests.Read($"valid/{example}.yml")))).Policy.Targets[target];
}
