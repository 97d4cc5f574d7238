using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Switches;
using Octokit;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>Each nasty truth can be turned on, and does what the real forge was seen to do.</summary>
public sealed class SwitchTests
{
    [Fact]
    public async Task Mergeable_is_null_for_as_many_reads_as_asked()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Forge.Switches.MergeableUnknownReads = 2;
        var client = shop.AsApp();
        bool?[] seen = [await MergeableAsync(), await MergeableAsync(), await MergeableAsync()];

        Assert.Equal([null, null, true], seen);
        async Task<bool?> MergeableAsync() => (await client.PullRequest.Get("acme", "shop", 1)).Mergeable;
    }

    [Fact]
    public async Task Stale_reads_show_the_old_head_and_the_old_reviews()
    {
        await using var shop = await Shop.OpenAsync();
        var (client, old) = (shop.AsApp(), shop.Pull.HeadSha);
        shop.Pull.Push(shop.Alice, "More", FileChange.Put("x.txt", "x\n"));
        shop.Forge.Switches.StaleReads = 1;
        Assert.Equal(old, (await client.PullRequest.Get("acme", "shop", 1)).Head.Sha);
        Assert.Equal(shop.Pull.HeadSha, (await client.PullRequest.Get("acme", "shop", 1)).Head.Sha);

        shop.Pull.Approve(shop.Bob);
        shop.Forge.Switches.StaleReads = 1;
        Assert.Empty(await client.PullRequest.Review.GetAll("acme", "shop", 1));
        Assert.Single(await client.PullRequest.Review.GetAll("acme", "shop", 1));
    }

    [Fact]
    public async Task Limits_and_bad_gateways_come_with_the_headers_GitHub_sends()
    {
        await using var shop = await Shop.OpenAsync();
        var switches = shop.Forge.Switches;
        using var http = shop.Http(shop.Forge.TokenOf(shop.Installation));
        switches.Fail(Fault.SecondaryLimit(429, TimeSpan.FromSeconds(7)));
        switches.Fail(Fault.SecondaryLimit(403, null));
        switches.Fail(Fault.PrimaryLimit());
        switches.Fail(Fault.BadGateway("/files", requests: 2));

        var secondary = await http.GetAsync("repos/acme/shop");
        var silent = await http.GetAsync("repos/acme/shop");
        var primary = await http.GetAsync("repos/acme/shop");
        var fine = await http.GetAsync("repos/acme/shop");
        HttpStatusCode[] gateway = [await FilesAsync(), await FilesAsync(), await FilesAsync()];

        Assert.Equal((HttpStatusCode.TooManyRequests, 7), (secondary.StatusCode, secondary.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Equal((HttpStatusCode.Forbidden, null), (silent.StatusCode, silent.Headers.RetryAfter));
        Assert.Equal((HttpStatusCode.Forbidden, "0"), (primary.StatusCode, primary.Headers.GetValues("X-RateLimit-Remaining").Single()));
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        Assert.Equal([HttpStatusCode.BadGateway, HttpStatusCode.BadGateway, HttpStatusCode.OK], gateway);
        async Task<HttpStatusCode> FilesAsync() => (await http.GetAsync("repos/acme/shop/pulls/1/files")).StatusCode;
    }

    [Fact]
    public async Task A_token_can_end_in_the_middle_of_a_run()
    {
        await using var shop = await Shop.OpenAsync();
        var client = shop.AsApp();
        await client.PullRequest.Get("acme", "shop", 1);
        shop.Forge.ExpireTokens();

        await Assert.ThrowsAsync<AuthorizationException>(() => client.PullRequest.Get("acme", "shop", 1));
    }

    [Fact]
    public async Task Lists_are_paged_with_links_whatever_size_is_forced()
    {
        await using var shop = await Shop.OpenAsync();
        for (var number = 0; number < 7; number++) shop.Pull.Comment(shop.Bob, $"{number}");
        shop.Forge.Switches.PageSize = 3;
        var all = await shop.AsApp().Issue.Comment.GetAllForIssue("acme", "shop", 1);

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], all.Select(comment => comment.Body));
        Assert.Equal(3, shop.Forge.Journal.Entries.Count(entry => entry.Path.Contains("/comments", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_list_of_files_ends_at_the_cap_and_patches_can_be_missing()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Pull.Push(shop.Alice, "Many", [.. Enumerable.Range(0, 9).Select(number => FileChange.Put($"many/{number}.txt", "x\n"))]);
        shop.Forge.Switches.FilesCap = 4;
        shop.Forge.Switches.OmitPatches = true;
        var files = await shop.AsApp().PullRequest.Files("acme", "shop", 1);

        Assert.Equal(4, files.Count);
        Assert.All(files, file => Assert.Null(file.Patch));
        Assert.Equal(10, (await shop.AsApp().PullRequest.Get("acme", "shop", 1)).ChangedFiles);
    }

    [Theory]
    [InlineData(65_536, "x", true)]
    [InlineData(65_537, "x", false)]
    [InlineData(65_536, "€", true)]
    [InlineData(32_769, "🚀", false)]
    public async Task Comments_are_limited_in_UTF16_units_and_bytes(int count, string character, bool accepted)
    {
        await using var shop = await Shop.OpenAsync();
        var body = string.Concat(Enumerable.Repeat(character, count));
        var thrown = await Record.ExceptionAsync(() => shop.AsApp().Issue.Comment.Create("acme", "shop", 1, body));

        Assert.Equal(accepted, thrown is null);
        Assert.True(accepted || thrown is ApiValidationException);
    }

    [Fact]
    public async Task Descriptions_outputs_and_annotations_have_their_limits()
    {
        await using var shop = await Shop.OpenAsync();
        var (client, sha) = (shop.AsApp(), shop.Pull.HeadSha);
        NewCheckRunAnnotation[] many = [.. Enumerable.Range(1, 51).Select(line => new NewCheckRunAnnotation("a.sql", line, line, CheckAnnotationLevel.Notice, "x"))];

        await Assert.ThrowsAsync<ApiValidationException>(() => client.Repository.Status.Create("acme", "shop", sha, new NewCommitStatus { State = CommitState.Success, Description = new string('x', 141) }));
        await Assert.ThrowsAsync<ApiValidationException>(() => CheckAsync(new NewCheckRunOutput("t", new string('x', 65_536))));
        await Assert.ThrowsAsync<ApiValidationException>(() => CheckAsync(new NewCheckRunOutput("t", "s") { Annotations = many }));
        var run = await CheckAsync(new NewCheckRunOutput("t", new string('x', 65_535)) { Annotations = many[..50] });
        await client.Check.Run.Update("acme", "shop", run.Id, new CheckRunUpdate { Output = new NewCheckRunOutput("t", "s") { Annotations = many[50..] } });

        Assert.Equal(51, (await client.Check.Run.GetAllAnnotations("acme", "shop", run.Id)).Count);
        Task<CheckRun> CheckAsync(NewCheckRunOutput output) => client.Check.Run.Create("acme", "shop", new NewCheckRun("c", sha) { Output = output });
    }

    [Fact]
    public async Task Another_process_turns_switches_and_acts_through_the_control_API()
    {
        await using var shop = await Shop.OpenAsync();
        using var http = new HttpClient { BaseAddress = new Uri(shop.Forge.BaseUrl, "_sandbox/") };
        await http.PostAsJsonAsync("switches", new { reanchor_approvals = true, page_size = 30 });
        await http.PostAsJsonAsync("repos/acme/shop/pulls/1/approve", new { actor = "bob", body = "ok" });
        var own = await http.PostAsJsonAsync("repos/acme/shop/pulls/1/approve", new { actor = "alice" });
        var pull = await http.GetFromJsonAsync<JsonElement>("repos/acme/shop/pulls/1");

        Assert.True(shop.Forge.Switches.ReanchorApprovals);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
        Assert.Equal("bob", pull.GetProperty("reviews")[0].GetProperty("author").GetString());
    }
}
