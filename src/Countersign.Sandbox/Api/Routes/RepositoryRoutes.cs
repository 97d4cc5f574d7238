using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Repositories, branches, commits and comparisons.</summary>
internal static class RepositoryRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}", One);
        api.Get("user/repos", Mine);
        api.Get("repos/{owner}/{repo}/branches", Branches);
        api.Get("repos/{owner}/{repo}/commits", Commits);
        api.Get("repos/{owner}/{repo}/commits/{sha}", Commit);
        api.Get("repos/{owner}/{repo}/commits/{sha}/pulls", PullsOfCommit);
        api.Get("repos/{owner}/{repo}/compare/{**range}", Compare);
    }

    public static string Resolve(SandboxRepository repository, string name) =>
        repository.Git.Read.Resolve(name) ?? throw new RefusedException(422, $"No commit found for SHA: {name}");

    private static ApiAnswer One(ApiCall call)
    {
        var repository = call.Repository(Needs.Metadata);
        return ApiAnswer.Json(RepositoryShape.Of(repository, repository.RoleOf(call.Actor)));
    }

    private static ApiAnswer Mine(ApiCall call)
    {
        if (call.Caller is not Caller.AsPerson person) throw RefusedException.Forbidden("Resource not accessible by integration");
        return call.Page(
            call.Forge.Repositories.Where(repository => repository.RoleOf(person.Person) > Role.None),
            repository => RepositoryShape.Of(repository, repository.RoleOf(person.Person)));
    }

    private static ApiAnswer Branches(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        const string prefix = "refs/heads/";
        return call.Page(
            repository.Git.Read.Refs().Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal),
            entry => RepositoryShape.Branch(repository, entry.Key[prefix.Length..], entry.Value));
    }

    private static ApiAnswer Commits(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var head = Resolve(repository, call.Query("sha") ?? repository.DefaultBranch);
        return call.Page(repository.Git.Read.History(head), commit => GitShape.Commit(repository, commit));
    }

    private static ApiAnswer Commit(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var sha = Resolve(repository, call.Route("sha"));
        if (call.Accept.Contains("sha", StringComparison.Ordinal) && call.Accept.Contains("vnd.github", StringComparison.Ordinal))
        {
            return new ApiAnswer(200, System.Text.Encoding.ASCII.GetBytes(sha), "application/vnd.github.v3.sha");
        }

        var commit = repository.Git.Read.Commit(sha);
        var files = repository.Git.Read.Diff(commit.Parents.FirstOrDefault()?.Sha, sha);
        return ApiAnswer.Json(Details.With(
            GitShape.Commit(repository, commit),
            ("stats", new { additions = files.LinesAdded, deletions = files.LinesDeleted, total = files.LinesAdded + files.LinesDeleted }),
            ("files", files.Take(300).Select(file => GitShape.File(repository, sha, file)))));
    }

    /// <summary>Pull requests the commit belongs to: open ones that contain it, merged ones that landed it.</summary>
    private static ApiAnswer PullsOfCommit(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadPulls);
        var sha = Resolve(repository, call.Route("sha"));
        var pulls = repository.PullRequests.Where(pull => pull.MergeCommitSha == sha
            || repository.Git.Read.Commits(pull.ComparedWith, pull.HeadSha).Any(commit => commit.Sha == sha));
        return call.Page(pulls, pull => PullRequestShape.Of(pull));
    }

    private static ApiAnswer Compare(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        if (call.Route("range").Split("...") is not [var from, var to]) throw RefusedException.NotFound();
        var (@base, head) = (repository.Git.Read.Resolve(from), repository.Git.Read.Resolve(to));
        if (@base is null || head is null) throw RefusedException.NotFound();
        var git = repository.Git.Read;
        var mergeBase = git.MergeBase(@base, head) ?? throw new RefusedException(404, "No common ancestor between the two");
        var (ahead, behind) = (git.Commits(@base, head), git.Commits(head, @base));
        return ApiAnswer.Json(new
        {
            url = call.Forge.Api($"repos/{repository.FullName}/compare/{from}...{to}"),
            html_url = call.Forge.Web($"{repository.FullName}/compare/{from}...{to}"),
            base_commit = GitShape.Commit(repository, git.Commit(@base)),
            merge_base_commit = GitShape.Commit(repository, git.Commit(mergeBase)),
            status = (ahead.Count, behind.Count) switch { (0, 0) => "identical", (_, 0) => "ahead", (0, _) => "behind", _ => "diverged" },
            ahead_by = ahead.Count,
            behind_by = behind.Count,
            total_commits = ahead.Count,
            commits = ahead.Take(250).Select(commit => GitShape.Commit(repository, commit)),
            files = git.Diff(mergeBase, head).Take(300).Select(file => GitShape.File(repository, head, file)),
        });
    }
}
