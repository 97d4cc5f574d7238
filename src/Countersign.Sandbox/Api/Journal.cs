namespace Countersign.Sandbox.Api;

/// <summary>One request to the forge.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, as they came.</param>
/// <param name="Status">The status answered.</param>
/// <param name="RequestBody">The body, as text; null when there was none or it was Git data.</param>
/// <param name="Caller">The account the request came from; null when not known.</param>
/// <param name="ResponseBody">The body answered; null for Git data.</param>
public sealed record JournalEntry(
    string Method, string Path, int Status, string? RequestBody, string? Caller, string? ResponseBody)
{
    /// <summary>Whether it asked for a change of the API (getting a token is none).</summary>
    public bool IsWrite => Method is not ("GET" or "HEAD")
        && Path.StartsWith("/api/v3/", StringComparison.Ordinal)
        && !Path.EndsWith("/access_tokens", StringComparison.Ordinal);
}

/// <summary>Every request to the API and to Git, in the order in which they ended.</summary>
public sealed class Journal
{
    private readonly Lock gate = new();
    private readonly List<JournalEntry> entries = [];
    private readonly List<JournalEntry> unknown = [];

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (gate) return [.. entries];
        }
    }

    /// <summary>The requests that asked for a change.</summary>
    public IReadOnlyList<JournalEntry> Writes => [.. Entries.Where(entry => entry.IsWrite)];

    internal IReadOnlyList<JournalEntry> Unknown
    {
        get
        {
            lock (gate) return [.. unknown];
        }
    }

    /// <summary>Forgets the requests so far, but not the unknown ones.</summary>
    public void Clear()
    {
        lock (gate) entries.Clear();
    }

    internal void Add(JournalEntry entry)
    {
        lock (gate)
        {
            entries.Add(entry);
            if (entry.Status == 501) unknown.Add(entry);
        }
    }
}
