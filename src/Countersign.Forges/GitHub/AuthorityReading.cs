using System.Collections.Concurrent;
using Countersign.Changes;
using Countersign.Forges.GitHub.Answers;
using Countersign.Policy;
using Countersign.SignOffs;

namespace Countersign.Forges.GitHub;

/// <summary>Reads what people may do. Answers are kept for less than a minute, failures not at all (INV-19).</summary>
internal sealed class AuthorityReading(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(45);

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(RepositoryId, UserId, string? Team), (long At, RepositoryRole Role)> _kept = [];

    internal async Task<Authority> Read(
        GitHubApi api, RepositoryRef repository, Person person, ImmutableHashSet<string> teams, CancellationToken cancellation)
    {
        var role = await Remembered(repository, person, null, () => ReadRole(api, repository, person, cancellation));
        var memberOf = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var team in teams)
            if (await Remembered(repository, person, team, () => ReadMembership(api, repository, person, team, cancellation)) != RepositoryRole.None)
                memberOf.Add(team);
        return new(person, role, memberOf.ToImmutable());
    }

    private async Task<RepositoryRole> Remembered(
        RepositoryRef repository, Person person, string? team, Func<Task<RepositoryRole>> read)
    {
        var key = (repository.Id, person.Id, team);
        if (_kept.TryGetValue(key, out var kept) && time.GetElapsedTime(kept.At) < Kept) return kept.Role;
        var started = time.GetTimestamp(); // the answer is as old as the question
        var role = await read();
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[key] = (started, role);
        return role;
    }

    /// <summary>404 means no authority. A login may have changed hands, so the answer's id must be the person's (INV-04).</summary>
    private static async Task<RepositoryRole> ReadRole(
        GitHubApi api, RepositoryRef repository, Person person, CancellationToken cancellation)
    {
        var login = await CurrentLogin(api, person, cancellation);
        if (login is null) return RepositoryRole.None;
        var answer = await api.Find<PermissionAnswer>(
            $"repositories/{repository.Id}/collaborators/{Uri.EscapeDataString(login)}/permission", cancellation);
        if (answer is null || answer.User?.Id != person.Id.Value) return RepositoryRole.None;
        return RoleOf(answer.RoleName) ?? RoleOf(answer.Permission) ?? RepositoryRole.None;
    }

    /// <summary>Members of child teams are members. Being invited is not being one.</summary>
    private static async Task<RepositoryRole> ReadMembership(
        GitHubApi api, RepositoryRef repository, Person person, string team, CancellationToken cancellation)
    {
        if (await CurrentLogin(api, person, cancellation) is not { } login) return RepositoryRole.None;
        var answer = await api.Find<MembershipAnswer>(
            $"orgs/{Uri.EscapeDataString(repository.Owner)}/teams/{Uri.EscapeDataString(team)}/memberships/{Uri.EscapeDataString(login)}", cancellation);
        return answer?.State == "active" ? RepositoryRole.Read : RepositoryRole.None;
    }

    /// <summary>The login that the account has now; null when the account is gone or suspended.</summary>
    private static async Task<string?> CurrentLogin(GitHubApi api, Person person, CancellationToken cancellation)
    {
        var account = await api.Find<AccountAnswer>($"user/{person.Id}", cancellation);
        return account is { SuspendedAt: null } && account.Id == person.Id.Value ? account.Login : null;
    }

    /// <summary>Custom roles have names of their own; `permission` then tells the basic one they extend.</summary>
    private static RepositoryRole? RoleOf(string? name) => name switch
    {
        "admin" => RepositoryRole.Admin,
        "maintain" => RepositoryRole.Maintain,
        "write" => RepositoryRole.Write,
        "triage" => RepositoryRole.Triage,
        "read" => RepositoryRole.Read,
        "none" => RepositoryRole.None,
        _ => null,
    };
}
