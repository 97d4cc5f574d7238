using System.Net;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>The pages show what is there, let a visitor act, and let nothing from users become markup.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task Hostile_text_is_shown_and_not_executed()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Pull.Edit(shop.Alice, title: "<script>alert(1)</script>", body: "<img src=x onerror=alert(2)> [x](javascript:alert(3)) <b>bold</b>");
        shop.Pull.Comment(shop.Bob, "<details><summary>more</summary>\n\n| a | b |\n|---|---|\n| `1` | <iframe src=//evil></iframe> |\n</details><style>*{}</style>");
        using var http = new HttpClient { BaseAddress = shop.Forge.BaseUrl };
        var page = await http.GetStringAsync("acme/shop/pull/1");

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<b>bold</b>", page, StringComparison.Ordinal);
        Assert.Contains("<details>", page, StringComparison.Ordinal);
        Assert.Contains("<td><code>1</code></td>", page, StringComparison.Ordinal);
        Assert.All(["<script", "onerror", "javascript:", "<iframe", "<style"], forbidden => Assert.DoesNotContain(forbidden, page, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Differences_in_comments_are_coloured_and_their_text_is_encoded()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Pull.Comment(shop.Bob, "```diff\n+ note <script>\n- old\n```\n");
        using var http = new HttpClient { BaseAddress = shop.Forge.BaseUrl };
        var page = await http.GetStringAsync("acme/shop/pull/1");

        Assert.Contains("<span class=\"add\">+ note &lt;script&gt;\n</span><span class=\"del\">- old\n</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_acts_as_somebody_and_is_told_when_the_forge_refuses()
    {
        await using var shop = await Shop.OpenAsync();
        using var http = new HttpClient { BaseAddress = shop.Forge.BaseUrl };
        var approved = await ActAsync(new() { ["actor"] = "bob", ["act"] = "approve", ["body"] = "good" });
        var refused = await ActAsync(new() { ["actor"] = "alice", ["act"] = "approve" });
        await ActAsync(new() { ["actor"] = "alice", ["act"] = "push", ["path"] = "db/002_note.sql", ["content"] = "SELECT 2;\r\n" });
        await ActAsync(new() { ["actor"] = "bob", ["act"] = "merge", ["method"] = "squash" });

        Assert.Contains("approved", approved, StringComparison.Ordinal);
        Assert.Contains("Can not approve your own pull request", refused, StringComparison.Ordinal);
        Assert.Equal("SELECT 2;\n"u8.ToArray(), shop.Repository.File("main", "db/002_note.sql"));
        Assert.Contains("Add a note", await http.GetStringAsync(""), StringComparison.Ordinal);

        async Task<string> ActAsync(Dictionary<string, string> form) =>
            await (await http.PostAsync("acme/shop/pull/1/act", new FormUrlEncodedContent(form))).Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_press_the_buttons()
    {
        await using var shop = await Shop.OpenAsync();
        using var http = new HttpClient { BaseAddress = shop.Forge.BaseUrl };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        var form = new FormUrlEncodedContent([new("actor", "bob"), new("act", "approve")]);

        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync("acme/shop/pull/1/act", form)).StatusCode);
        Assert.Empty(shop.Pull.Reviews);
    }
}
