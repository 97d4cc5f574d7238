using System.Text.Json.Nodes;

namespace Countersign.Bot.Demo;

/// <summary>A pull request of the demo.</summary>
internal sealed record DemoChange(string Folder, string Branch, string Title, string Description);

/// <summary>Where the forge delivers to, and the secret that it signs with.</summary>
internal sealed record DemoWebhook(Uri Address, string Secret);

/// <summary>The people, teams, repository and app on the sandbox.</summary>
internal static class DemoCompany
{
    public const string Owner = "shop";
    public const string Repository = "shop/shop";
    public const string AppSlug = "countersign";
    public const string Bot = AppSlug + "[bot]";

    /// <summary>What is proposed, in order.</summary>
    public static ImmutableArray<DemoChange> Changes { get; } =
    [
        new("1-coupons", "coupons", "Coupons for the winter sale", "A table for coupons, and the first one."),
        new("2-legacy", "drop-legacy-import", "Drop the legacy import", "The importer was switched off in spring."),
        new("3-rights", "refund-rights", "Let Jo refund orders", "Jo joins the service desk on Monday."),
        new("4-prices", "round-prices", "Round mistyped prices", "Prices that end in 98 were typed wrongly."),
        new("5-copy", "copy-customers", "Copy customers for the newsletter", "Only once, promised."),
        new("6-quantities", "large-orders", "Make room for large orders", "Wholesale starts in spring."),
        new("7-tidy", "tidy-staff", "Tidy rights of the service desk", "Harmless."),
    ];

    private static readonly string[] People = ["eva", "ana", "bo", "cleo", "fin", "dan", "root"];
    private static readonly string[] RequiredChecks = [Forges.CheckReport.Name];

    /// <summary>Makes the company. The webhook is delivered to the bot from then on.</summary>
    /// <returns>The app's id.</returns>
    public static async Task<long> Create(
        SandboxControl sandbox, ImmutableSortedDictionary<string, string> files, string publicKey, DemoWebhook webhook, CancellationToken cancellation)
    {
        await sandbox.Post("organizations", new { login = Owner }, cancellation);
        foreach (var login in People)
            await sandbox.Post("users", new { login }, cancellation);
        await Team(sandbox, "dba", ["ana", "bo"], cancellation);
        await Team(sandbox, "security", ["cleo"], cancellation);
        await Team(sandbox, "payments", ["fin"], cancellation);
        await sandbox.Post("repos", new { owner = Owner, name = "shop", files }, cancellation);
        foreach (var actor in People)
            await sandbox.Post($"repos/{Repository}/grants", new { actor, role = actor == "root" ? "admin" : "write" }, cancellation);
        var app = await sandbox.Post(
            "apps", new { slug = AppSlug, owner = Owner, public_key = publicKey, webhook_url = webhook.Address, webhook_secret = webhook.Secret }, cancellation);
        await sandbox.Post("installations", new { app = AppSlug, account = Owner }, cancellation);
        await Protect(sandbox, true, cancellation);
        return app["id"]!.GetValue<long>();
    }

    /// <summary>Protects the main branch as the installation guide says, or takes that away as an administrator can.</summary>
    public static Task Protect(SandboxControl sandbox, bool on, CancellationToken cancellation) => sandbox.Post(
        $"repos/{Repository}/protections",
        new { required_checks = on ? RequiredChecks : [], app = AppSlug, enforce_admins = on }, cancellation);

    /// <summary>Eva proposes a change.</summary>
    /// <returns>The pull request's number.</returns>
    public static async Task<int> Propose(SandboxControl sandbox, DemoChange change, CancellationToken cancellation)
    {
        await sandbox.Post(
            $"repos/{Repository}/pushes",
            new { actor = "eva", branch = change.Branch, message = change.Title, files = DemoFiles.Read("changes/" + change.Folder) }, cancellation);
        var pull = await sandbox.Post(
            $"repos/{Repository}/pulls", new { actor = "eva", head = change.Branch, title = change.Title, body = change.Description }, cancellation);
        return pull["number"]!.GetValue<int>();
    }

    private static Task<JsonNode> Team(SandboxControl sandbox, string slug, string[] members, CancellationToken cancellation) =>
        sandbox.Post("teams", new { organization = Owner, slug, members }, cancellation);
}
