using System.Globalization;
using Countersign.Policy;

namespace Countersign.Deployments;

/// <summary>When a deployment window is open.</summary>
public static class WindowRules
{
    /// <summary>
    /// Whether the machine knows the window's time zone. A policy is read anywhere, so that it cannot be refused for what
    /// one machine has not installed; a window whose zone is unknown never opens.
    /// </summary>
    public static bool IsKnown(DeployWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out _);
    }

    /// <summary>Whether the window is open at an instant. A window past midnight belongs to the day it starts on.</summary>
    public static bool IsOpen(DeployWindow window, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out var zone)) return false;
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (window.From < window.To)
            return window.Days.Contains(local.DayOfWeek) && time >= window.From && time < window.To;
        return (window.Days.Contains(local.DayOfWeek) && time >= window.From)
            || (window.Days.Contains(local.AddDays(-1).DayOfWeek) && time < window.To);
    }

    /// <summary>`Mon, Tue 08:00–18:00 Europe/Berlin`.</summary>
    public static string Describe(DeployWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var days = string.Join(", ", window.Days.Select(d => d.ToString()[..3]));
        return string.Create(CultureInfo.InvariantCulture, $"{days} {window.From:HH\\:mm}–{window.To:HH\\:mm} {window.TimeZone}");
    }
}
