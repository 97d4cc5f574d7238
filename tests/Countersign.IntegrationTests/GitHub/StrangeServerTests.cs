using System.Globalization;
using System.Net;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.GitHub.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.IntegrationTests.GitHub;

/// <summary>Answers that no well-behaved forge gives (INV-34, INV-35, INV-38).</summary>
[Invariant(34)]
[Invariant(35)]
[Invariant(38)]
public sealed class StrangeServerTests
{
    private const string Repository = """{ "id": 7, "name": "shop", "owner": { "login": "acme", "id": 1 } }""";

    private static readonly RepositoryRef Shop = new(new RepositoryId(7), "acme", "shop");

    [Theory]
    [InlineData("<html>out of order</html>", "text/html", 200, "cannot be read")]
    [InlineData("{ \"id\": 7, \"na", "application/json", 200, "cannot be read")]
    [InlineData("{ \"id\": \"seven\" }", "application/json", 200, "cannot be read")]
    [InlineData("", "application/json", 200, "cannot be read")]
    [InlineData("{}", "application/json", 200, "cannot be read")]
    [InlineData("{ \"message\": \"canary-a81f\" }", "application/json", 401, "refused our credentials")]
    [InlineData("{ \"message\": \"canary-a81f\" }", "application/json", 403, "does not allow us")]
    [InlineData("{ \"message\": \"canary-a81f\" }", "application/json", 404, "404")]
    [InlineData("canary-a81f", "text/plain", 503, "503")]
    public async Task An_answer_that_is_none_is_told_in_our_own_words(string body, string type, int status, string expected)
    {
        await using var stub = await StubGitHub.Start(http =>
        {
            (http.Response.StatusCode, http.Response.ContentType) = (status, type);
            return http.Response.WriteAsync(body);
        });
        using var forge = stub.Connect();
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.ListRepositories(default));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var stub = await StubGitHub.Start(http =>
        {
            http.Response.Redirect("http://127.0.0.1:9/elsewhere", permanent: true);
            return Task.CompletedTask;
        });
        using var forge = stub.Connect();
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.ListRepositories(default));
        Assert.Contains("renamed or moved", fault.Message, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task The_next_page_is_not_fetched_from_another_host()
    {
        await using var stub = await StubGitHub.Start(http =>
        {
            http.Response.Headers.Link = "<http://forge.example/api/v3/page2>; rel=\"next\"";
            return StubGitHub.Json(http, "[]");
        });
        using var forge = stub.Connect();
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.ListChanges(Shop, null, DateTimeOffset.UtcNow, default));
        Assert.Contains("another host", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_in_a_circle_are_given_up()
    {
        await using var stub = await StubGitHub.Start(http =>
        {
            http.Response.Headers.Link = $"<http://{http.Request.Host}/api/v3/repositories/7/pulls?page=2>; rel=\"next\"";
            return StubGitHub.Json(http, "[]");
        });
        using var forge = stub.Connect();
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.ListChanges(Shop, null, DateTimeOffset.UtcNow, default));
        Assert.Contains("does not end", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_still_holds_is_not_sent_again()
    {
        var conditions = new List<string>();
        await using var stub = await StubGitHub.Start(http =>
        {
            conditions.Add(http.Request.Headers.IfNoneMatch.ToString());
            http.Response.Headers.ETag = "\"one\"";
            if (http.Request.Headers.IfNoneMatch != "\"one\"") return StubGitHub.Json(http, Repository);
            http.Response.StatusCode = 304;
            return Task.CompletedTask;
        });
        using var forge = stub.Connect();
        var first = await forge.ListRepositories(default);
        Assert.Equal(first, await forge.ListRepositories(default));
        Assert.Equal(["", "\"one\""], conditions);
    }

    [Fact]
    public async Task The_last_requests_of_an_hour_are_kept_for_decisions()
    {
        var reset = DateTimeOffset.UtcNow.AddMinutes(30);
        await using var stub = await StubGitHub.Start(http =>
        {
            http.Response.Headers["x-ratelimit-limit"] = "5000";
            http.Response.Headers["x-ratelimit-remaining"] = "100";
            http.Response.Headers["x-ratelimit-reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            return StubGitHub.Json(http, http.Request.Path.Value!.EndsWith("/shop", StringComparison.Ordinal) ? Repository : """{ "id": 1 }""");
        });
        using var forge = stub.Connect(reserved: 100);
        await forge.ListRepositories(default);

        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.WriteComment(Shop, 1, null, "x", default));
        await forge.WriteCheck(Shop, new CommitId(new string('a', 40)), new(CheckState.Success, "clear", "", []), default);

        Assert.Equal(reset.ToUnixTimeSeconds(), fault.RetryAt!.Value.ToUnixTimeSeconds());
        Assert.Equal(["GET /api/v3/repos/acme/shop", $"POST /api/v3/repositories/7/statuses/{new string('a', 40)}"], stub.Requests);
    }

    [Fact]
    public async Task An_answer_that_drips_is_given_up()
    {
        await using var stub = await StubGitHub.Start(async http =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var forge = stub.Connect();
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.ListRepositories(default));
        Assert.Contains("did not answer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cancels_is_told_that_and_nothing_else()
    {
        await using var stub = await StubGitHub.Start(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var forge = stub.Connect();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => forge.ListRepositories(stop.Token));
    }

    [Fact]
    public async Task A_request_that_keeps_moving_is_given_up()
    {
        var reads = 0;
        await using var stub = await StubGitHub.Start(http => StubGitHub.Json(http, http.Request.Path.Value switch
        {
            "/api/v3/repositories/7/pulls/1" => Pull(reads++),
            "/api/v3/repositories/7/git/ref/heads/main" => """{ "object": { "sha": "cccccccccccccccccccccccccccccccccccccccc" } }""",
            _ => "[]",
        }));
        using var forge = stub.Connect();
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.ReadChange(Shop, 1, default));
        Assert.Contains("changed each time it was read", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("169.254.169.254", true, true)]
    [InlineData("fe80::1", true, true)]
    [InlineData("::ffff:169.254.169.254", true, true)]
    [InlineData("0.0.0.0", true, true)]
    [InlineData("224.0.0.1", true, true)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("10.1.2.3", false, false)]
    [InlineData("140.82.121.3", false, false)]
    public void Addresses_where_no_forge_is_are_not_connected_to(string address, bool loopbackIsConfigured, bool forbidden) =>
        Assert.Equal(forbidden, AddressCheck.IsForbidden(IPAddress.Parse(address), loopbackIsConfigured));

    private static string Pull(int read) => $$"""
        { "number": 1, "state": "open", "commits": 0, "user": null, "head": { "ref": "f", "sha": "{{read:x40}}", "repo": null },
          "base": { "ref": "main", "sha": "cccccccccccccccccccccccccccccccccccccccc", "repo": { "id": 7, "name": "shop", "default_branch": "main" } } }
        """;
}
