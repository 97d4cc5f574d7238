using System.Net;
using System.Text;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>What every request meets: credentials, permissions, conditional requests, the journal.</summary>
public sealed class ApiTests
{
    [Fact]
    public async Task An_unknown_request_fails_loudly_and_is_remembered()
    {
        await using var shop = await Shop.OpenAsync();
        using var http = shop.Http(shop.Forge.TokenOf(shop.Installation));
        var answer = await http.PostAsync("repos/acme/shop/frobnicate", new StringContent("{}"));

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("POST /api/v3/repos/acme/shop/frobnicate", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/api/v3/repos/acme/shop/frobnicate", Assert.Single(shop.Forge.UnknownRequests).Path);
    }

    [Fact]
    public async Task Without_credentials_401_without_permission_403_and_what_is_hidden_404()
    {
        await using var shop = await Shop.OpenAsync();
        shop.App.Permissions["checks"] = "read";
        var stranger = shop.Forge.TokenOf(shop.Forge.AddUser("mallory"));

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("ghs_wrong"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(stranger));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(shop.Forge.TokenOf(shop.Carol)));
        using var http = shop.Http(shop.Forge.TokenOf(shop.Installation));
        var check = await http.PostAsync("repos/acme/shop/check-runs", new StringContent($$"""{"name":"x","head_sha":"{{shop.Pull.HeadSha}}"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, check.StatusCode);

        async Task<HttpStatusCode> GetAsync(string? token)
        {
            using var client = shop.Http(token);
            return (await client.GetAsync("repos/acme/shop")).StatusCode;
        }
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again_and_not_counted()
    {
        await using var shop = await Shop.OpenAsync();
        using var http = shop.Http(shop.Forge.TokenOf(shop.Installation));
        var first = await http.GetAsync("repos/acme/shop/pulls/1/reviews");
        http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await http.GetAsync("repos/acme/shop/pulls/1/reviews");
        shop.Pull.Approve(shop.Bob);
        var third = await http.GetAsync("repos/acme/shop/pulls/1/reviews");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.Equal((Used(first), Used(first) + 1), (Used(second), Used(third)));
        static int Used(HttpResponseMessage answer) => int.Parse(answer.Headers.GetValues("X-RateLimit-Used").Single(), null);
    }

    [Fact]
    public async Task JSON_is_read_whatever_the_content_type_says()
    {
        await using var shop = await Shop.OpenAsync();
        using var http = shop.Http(shop.Forge.TokenOf(shop.Installation));
        var form = new StringContent("""{"body":"hello"}""", Encoding.UTF8, "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("repos/acme/shop/issues/1/comments", form)).StatusCode);
        Assert.Equal("hello", shop.Pull.Comments[0].Body);
    }

    [Fact]
    public async Task The_journal_has_every_request_and_counts_the_writes()
    {
        await using var shop = await Shop.OpenAsync();
        var client = shop.AsApp();
        await client.PullRequest.Get("acme", "shop", 1);
        await client.Issue.Comment.Create("acme", "shop", 1, "hello");

        var write = Assert.Single(shop.Forge.Journal.Writes);
        Assert.Equal(("POST", "/api/v3/repos/acme/shop/issues/1/comments", 201, "countersign[bot]"), (write.Method, write.Path, write.Status, write.Caller));
        Assert.Equal("""{"body":"hello"}""", write.RequestBody);
        Assert.Equal(2, shop.Forge.Journal.Entries.Count);
    }

    [Fact]
    public async Task A_renamed_repository_is_found_by_its_id_and_by_its_old_name()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.Rename(shop.Root, "store");

        Assert.Equal("acme/store", (await shop.AsApp().Repository.Get(shop.Repository.Id)).FullName);
        Assert.Equal("acme/store", (await shop.AsApp().Repository.Get("acme", "shop")).FullName);
    }

    [Fact]
    public async Task Commits_whose_e_mail_nobody_verified_have_no_account()
    {
        await using var shop = await Shop.OpenAsync();
        var commit = new Countersign.Sandbox.Repositories.NewCommit("Forged", FileChange.Put("x.txt", "x\n"))
        {
            Author = new("Somebody", "somebody@nowhere.example"),
            Committer = new("bob", "bob@example.com"),
        };
        shop.Pull.Push(shop.Alice, commit);
        var commits = await shop.AsApp().PullRequest.Commits("acme", "shop", 1);

        Assert.Equal((null, "bob"), (commits[1].Author?.Login, commits[1].Committer.Login));
    }

    [Fact]
    public async Task Protection_and_rules_are_listed_where_GitHub_lists_them()
    {
        await using var shop = await Shop.OpenAsync();
        using var http = shop.Http(shop.Forge.TokenOf(shop.Installation));
        var protection = new BranchProtection { RequiredChecks = [new RequiredCheck("countersign", shop.App.Id)], RequiredApprovals = 2 };
        shop.Repository.Protect("main", protection);
        var classic = await http.GetStringAsync("repos/acme/shop/branches/main/protection");
        var noRules = await http.GetStringAsync("repos/acme/shop/rules/branches/main");
        shop.Repository.Protect("main", protection with { AsRuleset = true });
        var rules = await http.GetStringAsync("repos/acme/shop/rules/branches/main");
        var noClassic = await http.GetAsync("repos/acme/shop/branches/main/protection");

        Assert.Contains($"\"app_id\":{shop.App.Id}", classic, StringComparison.Ordinal);
        Assert.Equal("[]", noRules);
        Assert.Contains($"\"integration_id\":{shop.App.Id}", rules, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, noClassic.StatusCode);
    }
}
