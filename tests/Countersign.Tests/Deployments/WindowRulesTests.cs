using Countersign.Deployments;
using Countersign.Policy;

namespace Countersign.Tests.Deployments;

public sealed class WindowRulesTests
{
    private static readonly DeployWindow Office =
        new([DayOfWeek.Monday, DayOfWeek.Tuesday], new(8, 0), new(18, 0), "Europe/Berlin");

    private static readonly DeployWindow Night =
        new([DayOfWeek.Friday], new(22, 0), new(4, 0), "UTC");

    [Theory]
    [InlineData("2026-11-23T07:00:00Z", true)] // Monday 08:00 in Berlin
    [InlineData("2026-11-23T06:59:59Z", false)]
    [InlineData("2026-11-23T16:59:59Z", true)]
    [InlineData("2026-11-23T17:00:00Z", false)]
    [InlineData("2026-11-25T10:00:00Z", false)] // Wednesday
    public void A_window_is_open_between_its_hours_in_its_own_time_zone(string now, bool open) =>
        Assert.Equal(open, WindowRules.IsOpen(Office, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_window_in_a_time_zone_that_the_machine_does_not_know_never_opens()
    {
        var nowhere = Office with { TimeZone = "Atlantis/Capital" };

        Assert.False(WindowRules.IsKnown(nowhere));
        Assert.False(WindowRules.IsOpen(nowhere, new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
        Assert.True(WindowRules.IsKnown(Office));
    }

    [Theory]
    [InlineData("2026-11-27T22:00:00Z", true)] // Friday night
    [InlineData("2026-11-28T03:59:59Z", true)] // still Friday's window
    [InlineData("2026-11-28T04:00:00Z", false)]
    [InlineData("2026-11-28T22:30:00Z", false)] // Saturday night has none
    public void A_window_past_midnight_belongs_to_the_day_it_starts_on(string now, bool open) =>
        Assert.Equal(open, WindowRules.IsOpen(Night, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
}
