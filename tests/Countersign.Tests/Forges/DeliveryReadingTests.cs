using System.Text;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.GitHub.Webhooks;
using Countersign.SignOffs;

namespace Countersign.Tests.Forges;

public sealed class DeliveryReadingTests
{
    private const string Sha = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

    private const string Repository = """
        "repository": { "id": 35129377, "node_id": "MDEwOg==", "name": "shop", "full_name": "acme/shop", "private": true,
          "owner": { "login": "acme", "id": 6752317, "type": "Organization" }, "description": null, "fork": false },
        "installation": { "id": 8811, "node_id": "x" },
        "organization": null, "sender": { "login": "ana", "id": 7, "type": "User" }
        """;

    private static readonly RepositoryRef Shop = new(new RepositoryId(35129377), "acme", "shop");
    private static readonly GitHubDelivery.ChangeHint Hint = new(Shop, 12, 8811);

    [Theory]
    [InlineData("labeled")]
    [InlineData("reopened")] // whoever reopens it has pushed nothing
    [InlineData("an_action_of_the_future")]
    public void Every_action_on_a_pull_request_is_a_hint(string action) =>
        Assert.Equal(Hint, Read("pull_request", $$"""
            { "action": "{{action}}", "number": 12, "pull_request": { "number": 12, "head": null, "user": null, "body": null }, {{Repository}} }
            """));

    [Theory]
    [InlineData("opened")]
    [InlineData("synchronize")]
    public void Who_moved_the_head_is_told(string action) =>
        Assert.Equal(
            Hint with { Pusher = new Person(new UserId(7), "ana", IsBot: false) },
            Read("pull_request", $$"""{ "action": "{{action}}", "number": 12, "pull_request": { "number": 12 }, {{Repository}} }"""));

    [Fact]
    public void A_submitted_review_is_evidence_of_the_commit_it_was_given_on() =>
        Assert.Equal(
            new GitHubDelivery.ReviewSubmitted(
                Hint, 80, new CommitId(Sha), "main", ReviewState.Approved, new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero),
                new Person(new UserId(9), "bo", IsBot: false)),
            Read("pull_request_review", Review()));

    [Theory]
    [InlineData("edited", "approved")]
    [InlineData("dismissed", "dismissed")]
    [InlineData("submitted", "a_state_of_the_future")]
    public void Any_other_word_about_a_review_is_a_hint_only(string action, string state) =>
        Assert.Equal(Hint, Read("pull_request_review", Review(action, state)));

    [Theory]
    [InlineData("\"commit_id\": \"" + Sha + "\"", "\"commit_id\": null")]
    [InlineData("\"base\": { \"ref\": \"main\" }", "\"base\": null")]
    [InlineData("\"id\": 80", "\"id\": null")]
    [InlineData("\"submitted_at\": \"2026-03-01T10:00:00Z\"", "\"submitted_at\": \"soon\"")]
    [InlineData("\"user\": { \"login\": \"bo\", \"id\": 9, \"type\": \"User\" }", "\"user\": null")]
    public void A_review_with_a_field_missing_is_a_hint_only(string field, string without) =>
        Assert.Equal(Hint, Read("pull_request_review", Review().Replace(field, without, StringComparison.Ordinal)));

    [Fact]
    public void A_comment_on_a_pull_request_is_a_hint_and_one_on_an_issue_is_not()
    {
        const string comment = """{ "action": "created", "issue": { "number": 12, "pull_request": PULL }, "comment": { "id": 5 }, REPO }""";
        var on = comment.Replace("REPO", Repository, StringComparison.Ordinal);
        Assert.Equal(Hint, Read("issue_comment", on.Replace("PULL", """{ "url": "…" }""", StringComparison.Ordinal)));
        Assert.IsType<GitHubDelivery.Ignored>(Read("issue_comment", on.Replace("PULL", "null", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_merge_group_names_the_commit_that_wants_the_check() =>
        Assert.Equal(
            new GitHubDelivery.MergeGroup(
                Shop, new CommitId(Sha), new CommitId(Sha.Replace('6', '7')), "refs/heads/gh-readonly-queue/main/pr-12-abc", "refs/heads/main", 8811),
            Read("merge_group", $$"""
                { "action": "checks_requested", "merge_group": { "head_sha": "{{Sha}}", "head_ref": "refs/heads/gh-readonly-queue/main/pr-12-abc",
                  "base_sha": "{{Sha.Replace('6', '7')}}", "base_ref": "refs/heads/main", "head_commit": null }, {{Repository}} }
                """));

    [Fact]
    public void A_push_names_the_branch_and_whether_it_was_forced()
    {
        // A push has neither owner.login in its older form, nor an installation where a repository's own webhook delivers.
        var push = Read("push", $$"""
            { "ref": "refs/heads/release/1", "before": "{{new string('0', 40)}}", "after": "{{Sha}}", "created": true, "forced": true,
              "repository": { "id": 35129377, "name": "shop", "owner": { "name": "acme", "email": null } }, "pusher": { "name": "ana" }, "commits": [] }
            """);
        Assert.Equal(new GitHubDelivery.PushToBranch(Shop, "release/1", null, new CommitId(Sha), true, null), push);
        Assert.IsType<GitHubDelivery.Ignored>(Read("push", $$"""{ "ref": "refs/tags/v1", {{Repository}} }"""));
    }

    [Fact]
    public void Installations_and_repositories_are_listed_again_when_they_change()
    {
        Assert.Equal(
            new GitHubDelivery.RepositoriesChanged(null, 8811),
            Read("installation_repositories", """{ "action": "added", "installation": { "id": 8811 }, "repositories_added": [], "requester": null }"""));
        Assert.Equal(new GitHubDelivery.RepositoriesChanged(Shop, 8811), Read("repository", $$"""{ "action": "renamed", {{Repository}} }"""));
    }

    [Fact]
    public void Re_running_the_check_is_a_hint()
    {
        var body = $$"""{ "action": "rerequested", "check_run": { "id": 4, "pull_requests": [ { "id": 1, "number": 12 } ] }, {{Repository}} }""";
        Assert.Equal(Hint with { IsCheckAskedFor = true }, Read("check_run", body));
        Assert.IsType<GitHubDelivery.Ignored>(Read("check_run", body.Replace("rerequested", "completed", StringComparison.Ordinal)));
        Assert.IsType<GitHubDelivery.Ignored>(Read("check_run", body.Replace("""{ "id": 1, "number": 12 }""", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_ping_is_a_ping() => Assert.IsType<GitHubDelivery.Ping>(Read("ping", """{ "zen": "Keep it logically awesome.", "hook_id": 1 }"""));

    [Theory]
    [InlineData("pull_request", "")]
    [InlineData("pull_request", "[]")]
    [InlineData("pull_request", "null")]
    [InlineData("pull_request", "{")]
    [InlineData("pull_request", "{\"number\": 12}")]
    [InlineData("pull_request", "{\"number\": 99999999999, \"repository\": {\"id\": 1, \"name\": \"a\", \"owner\": {\"login\": \"b\"}}}")]
    [InlineData("pull_request", "{\"number\": 1, \"repository\": {\"id\": \"1\", \"name\": 5, \"owner\": []}}")]
    [InlineData("pull_request", "{\"number\": 1, \"repository\": {\"id\": 1, \"name\": \"\\ud800\", \"owner\": {\"login\": \"b\"}}}")]
    [InlineData("merge_group", "{\"action\": \"checks_requested\", \"merge_group\": {\"head_sha\": \"zz\"}}")]
    [InlineData("push", "{\"ref\": 5}")]
    [InlineData("an_event_of_the_future", "{}")]
    public void What_cannot_be_read_is_ignored_with_a_reason(string eventName, string body) =>
        Assert.NotEmpty(Assert.IsType<GitHubDelivery.Ignored>(Read(eventName, body)).Because);

    [Fact]
    public void Invalid_UTF8_and_deep_nesting_are_ignored()
    {
        Assert.IsType<GitHubDelivery.Ignored>(GitHubDelivery.Read("push", new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"' }));
        Assert.IsType<GitHubDelivery.Ignored>(Read("push", new string('[', 100_000)));
    }

    private static GitHubDelivery Read(string eventName, string body) => GitHubDelivery.Read(eventName, Encoding.UTF8.GetBytes(body));

    private static string Review(string action = "submitted", string state = "approved") => $$"""
        { "action": "{{action}}", "review": { "id": 80, "user": { "login": "bo", "id": 9, "type": "User" }, "body": null,
          "commit_id": "{{Sha}}", "submitted_at": "2026-03-01T10:00:00Z", "state": "{{state}}", "author_association": "MEMBER" },
          "pull_request": { "number": 12, "head": { "sha": "0000000000000000000000000000000000000001" }, "base": { "ref": "main" } }, {{Repository}} }
        """;
}
