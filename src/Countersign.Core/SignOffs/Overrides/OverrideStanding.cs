using System.Globalization;
using Countersign.Changes;

namespace Countersign.SignOffs;

/// <summary>How the override that was asked for the present plan stands.</summary>
/// <param name="By">Those who granted it and count, once each, earliest first.</param>
/// <param name="Needed">How many must.</param>
/// <param name="Expires">From then on it covers nothing; one hour after it was asked for (INV-21).</param>
/// <param name="IsAnnounced">Whether everybody was told; before that it covers nothing.</param>
/// <param name="Remarks">Why some grants do not count, and what an override cannot do here. Sentences; not encoded for any output.</param>
public sealed record OverrideStanding(
    OverrideRequest Request, ImmutableArray<Person> By, int Needed, DateTimeOffset Expires, bool IsExpired, bool IsAnnounced,
    ImmutableArray<string> Remarks)
{
    /// <summary>Enough people agreed and the hour is not over.</summary>
    public bool IsGranted => By.Length >= Needed && !IsExpired;

    /// <summary>It is granted, everybody was told, and nothing is missing that it cannot stand in for.</summary>
    public bool IsInForce => IsGranted && IsAnnounced && Beyond.IsEmpty;

    /// <summary>What is missing and no override can stand in for. Sentences; not encoded for any output.</summary>
    public ImmutableArray<string> Beyond { get; init; } = [];

    /// <summary>What became of it so far, for the report. Not encoded for any output.</summary>
    public string Sentence
    {
        get
        {
            var asked = $"{Request.By.Handle} asked for an override because: {Request.Because}";
            var until = string.Create(CultureInfo.InvariantCulture, $"{Expires.UtcDateTime:HH:mm} UTC");
            if (IsExpired) return $"{asked}; it expired at {until}, so a new one has to be asked for";
            var by = By.IsEmpty ? "nobody" : string.Join(" and ", By.Select(p => p.Handle));
            if (!IsGranted) return $"{asked}; {by} granted it, and it needs {Needed} people before {until}";
            if (Beyond is [var first, ..]) return $"{asked}; {by} granted it, and it does not hold, because it cannot stand in for this: {first}";
            return IsAnnounced
                ? $"{asked}; {by} granted it, and it holds until {until}"
                : $"{asked}; {by} granted it, and it does not hold before the alert channel (`Alerts:Url` of the bot) has taken the news";
        }
    }
}
