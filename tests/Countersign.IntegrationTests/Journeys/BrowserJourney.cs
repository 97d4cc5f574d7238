using Microsoft.Playwright;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>A person with a browser: sees the rendered report, acts as a reviewer, merges, and sees it applied.</summary>
public sealed class BrowserJourney
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    [Fact]
    public async Task A_reviewer_signs_and_merges_on_the_page_and_sees_it_applied()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = FindBrowser(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(company.Forge.BaseUrl, $"acme/shop/pull/{pull.Number}").AbsoluteUri);
        Assert.True(await page.GetByText("Needs 1 sign-off from").First.IsVisibleAsync());
        Assert.True(await page.Locator("table").First.IsVisibleAsync());

        await Press(page, "author", "merge");
        Assert.Equal(["customer"], company.Tables());

        await Press(page, "dan", "approve");
        await company.Settle();
        await page.ReloadAsync();
        Assert.True(await page.GetByText("Signed, ready to merge").First.IsVisibleAsync());

        await Press(page, "author", "merge");
        await company.Settle();
        await page.ReloadAsync();
        Assert.True(await page.GetByText("Applied on").First.IsVisibleAsync());
        Assert.Equal(["coupon", "customer"], company.Tables());
    }

    private static async Task Press(IPage page, string actor, string act)
    {
        await page.Locator("select[name=actor]").First.SelectOptionAsync(new SelectOptionValue { Value = actor });
        await page.Locator($"button[name=act][value={act}]").First.ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    private static string FindBrowser() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(directory => Names.Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("install the package chromium: this test needs a real browser");
}
