using System.Globalization;
using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Forges.GitHub.Answers;

namespace Countersign.Forges.GitHub;

/// <summary>Finds the accounts behind `Co-authored-by:` lines, which GitHub's API does not resolve.</summary>
internal sealed class CoAuthors(GitHubApi api, GitHubOptions options)
{
    private readonly Dictionary<string, Person?> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when no account is known by the address.</summary>
    internal async Task<Person?> Find(GitIdentity identity, CancellationToken cancellation)
    {
        if (identity.Email.Length == 0) return null;
        if (_found.TryGetValue(identity.Email, out var known)) return known;
        return _found[identity.Email] = await Ask(identity.Email, cancellation);
    }

    private async Task<Person?> Ask(string email, CancellationToken cancellation)
    {
        if (NoReply(email) is { } own)
            return Accounts.Read(await api.Find<AccountAnswer>(own, cancellation));
        var query = Uri.EscapeDataString($"\"{email.Replace("\"", "", StringComparison.Ordinal)}\" in:email");
        var answer = await api.Find<UserSearchAnswer>($"search/users?q={query}", cancellation);
        return answer?.Items is [var only] ? Accounts.Read(only) : null;
    }

    /// <summary>
    /// `ID+login@users.noreply.github.com`, or the older form without an id: GitHub's own addresses
    /// (https://docs.github.com/account-and-profile/reference/email-addresses-reference). The id decides where there is one.
    /// </summary>
    private string? NoReply(string email)
    {
        var at = email.LastIndexOf('@');
        if (at <= 0 || !email[(at + 1)..].Equals(options.NoReplyDomain, StringComparison.OrdinalIgnoreCase)) return null;
        var local = email[..at];
        return local.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus
            && long.TryParse(local[..plus], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? string.Create(CultureInfo.InvariantCulture, $"user/{id}")
                : "users/" + Uri.EscapeDataString(local);
    }
}
