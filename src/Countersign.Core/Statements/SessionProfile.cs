using System.Text;

namespace Countersign.Statements;

/// <summary>
/// Every setting that changes how text is read or names are resolved, by name. It is part of every statement's
/// digest, set when the executor connects, and read back before the first statement (INV-14).
/// </summary>
public sealed class SessionProfile
{
    /// <summary>Takes the settings; their order does not matter.</summary>
    public SessionProfile(IEnumerable<KeyValuePair<string, string>> settings)
    {
        Settings = settings.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Digest = Digest.Of(Encoding.UTF8.GetBytes(string.Concat(Settings.Select(s => $"{s.Key}={s.Value}\n"))));
    }

    /// <summary>The settings in ordinal order of name.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; }

    /// <summary>SHA-256 of `name=value LF` lines in ordinal order.</summary>
    public Digest Digest { get; }
}
