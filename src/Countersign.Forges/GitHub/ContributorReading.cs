using System.Globalization;
using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Forges.GitHub.Answers;
using Countersign.SignOffs;

namespace Countersign.Forges.GitHub;

/// <summary>Finds everybody who had a hand in a pull request (INV-18).</summary>
internal sealed class ContributorReading(GitHubApi api, GitHubOptions options, string repository)
{
    /// <summary>`pulls/{n}/commits` ends here; comparing pages on (https://docs.github.com/rest/pulls/pulls, /rest/commits/commits).</summary>
    private const int ListedCommits = 250;

    private const int MostCommits = 5_000;

    private readonly CoAuthors _coAuthors = new(api, options);

    /// <summary>The commits of the request, oldest first.</summary>
    internal async Task<ImmutableArray<CommitAnswer>> Commits(int number, PullAnswer pull, CancellationToken cancellation)
    {
        if (pull.Commits is > MostCommits)
            throw new ForgeUnavailableException(string.Create(CultureInfo.InvariantCulture,
                $"pull request #{number} has {pull.Commits} commits, more than the {MostCommits} that are read; split it"));
        return pull.Commits is <= ListedCommits
            ? await api.List<CommitAnswer>(string.Create(CultureInfo.InvariantCulture, $"{repository}/pulls/{number}/commits"), cancellation)
            : await api.List<CommitAnswer, ComparisonAnswer>(
                $"{repository}/compare/{pull.Base?.Sha}...{pull.Head?.Sha}", page => page.Commits, cancellation);
    }

    internal async Task<Contributors> Read(
        ChangeRequest change, PullAnswer pull, ImmutableArray<CommitAnswer> commits, ImmutableArray<EventAnswer> forcePushes,
        CancellationToken cancellation)
    {
        List<Person> people = [change.Author, .. forcePushes.Select(e => Accounts.Read(e.Actor)).OfType<Person>()];
        var unknown = new List<UnknownIdentity>();
        if (!change.IsFork) people.AddRange(await Pushers(pull, commits, cancellation));
        foreach (var commit in commits)
            await ReadCommit(commit, people, unknown, cancellation);
        return new([.. people.DistinctBy(p => p.Id)], [.. unknown.Distinct()]);
    }

    private async Task ReadCommit(
        CommitAnswer commit, List<Person> people, List<UnknownIdentity> unknown, CancellationToken cancellation)
    {
        if (commit.Sha is not { } sha) throw new ForgeUnavailableException("GitHub lists a commit without its id");
        var id = new CommitId(sha);
        Add(Accounts.Read(commit.Author), commit.Commit?.Author);
        if (!Accounts.IsWebCommitter(commit.Committer)) Add(Accounts.Read(commit.Committer), commit.Commit?.Committer);
        foreach (var coAuthor in CommitRange.CoAuthorsIn(commit.Commit?.Message ?? ""))
            Add(await _coAuthors.Find(coAuthor, cancellation), new() { Name = coAuthor.Name, Email = coAuthor.Email });

        void Add(Person? person, SignatureAnswer? stated)
        {
            if (person is not null) people.Add(person);
            else unknown.Add(new(id, new GitIdentity(stated?.Name ?? "", stated?.Email ?? "").ToString()));
        }
    }

    /// <summary>
    /// Whoever pushed a commit of the request to its branch: authors and committers of a commit are what the pusher says
    /// they are. GitHub tells pushes only within the repository; servers older than the list of activities answer 404.
    /// </summary>
    private async Task<IEnumerable<Person>> Pushers(
        PullAnswer pull, ImmutableArray<CommitAnswer> commits, CancellationToken cancellation)
    {
        var reference = Uri.EscapeDataString("refs/heads/" + pull.Head?.Ref);
        var ours = commits.Select(commit => commit.Sha).ToHashSet();
        if (await api.FindList<ActivityAnswer>($"{repository}/activity?ref={reference}", cancellation) is not { } activities) return [];
        return activities.Where(a => ours.Contains(a.After)).Select(a => Accounts.Read(a.Actor)).OfType<Person>();
    }
}
