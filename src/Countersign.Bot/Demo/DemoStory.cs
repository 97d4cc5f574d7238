using Countersign.Ledger;
using Spectre.Console;

namespace Countersign.Bot.Demo;

/// <summary>
/// Plays the whole story by itself, prints what happened, and checks every claim against the database: a claim that does
/// not hold ends the demo with an error.
/// </summary>
internal sealed class DemoStory(DemoStage stage, IAnsiConsole console)
{
    /// <summary>Lock, rewrite, rows that a cascade takes along, difference and reversal of the dangerous change.</summary>
    private static readonly ImmutableArray<string> Shown =
    [
        "ACCESS EXCLUSIVE on `order_line`", "writes all of `order_line` anew", "about 60,000 rows", "deletes rows of `order_line`",
        "quantity bigint NOT NULL", "ALTER COLUMN quantity TYPE integer",
    ];

    private SandboxControl Sandbox => stage.Sandbox;

    /// <summary>Plays all of it.</summary>
    /// <exception cref="InvalidOperationException">When something is not as it should be.</exception>
    public async Task Play(CancellationToken cancellation)
    {
        Say($"production has the tables {await stage.Database.Tables(cancellation)}");
        await Coupons(cancellation);
        await LegacyImport(cancellation);
        await RefundRights(cancellation);
        await Prices(cancellation);
        await CopyCustomers(cancellation);
        await LargeOrders(cancellation);
        await TidyStaff(cancellation);
        await Ledger(cancellation);
    }

    private async Task Coupons(CancellationToken cancellation)
    {
        var pull = await Propose(0, cancellation);
        await Act(pull, "dan", "approve", new { actor = "dan" }, cancellation);
        await Check(pull, "success", cancellation);
        await Act(pull, "eva", "merge", new { actor = "eva", method = "squash" }, cancellation);
        await Applied(pull, cancellation);
        Expect("coupon is in production", (await stage.Database.Tables(cancellation)).Contains("coupon", StringComparison.Ordinal));
    }

    private async Task LegacyImport(CancellationToken cancellation)
    {
        var pull = await Propose(1, cancellation);
        await Act(pull, "ana", "approve", new { actor = "ana" }, cancellation);
        await Sandbox.Await(pull, "ana's sign-off", p => p.Report.Contains("@ana", StringComparison.Ordinal), cancellation);
        await Refused(pull, "eva", "merge", new { actor = "eva" }, cancellation);
        var edited = DemoFiles.Read("changes/2-legacy").ToDictionary(f => f.Key, f => f.Value.Replace("DROP TABLE legacy_import", "DROP TABLE  customer_order", StringComparison.Ordinal));
        await Act(pull, "eva", "push", new { actor = "eva", message = "Drop something else instead", files = edited }, cancellation);
        var voided = await Sandbox.Await(pull, "a voided sign-off", p => p.Report.Contains("q1 changed", StringComparison.Ordinal), cancellation);
        Say(voided.Report.Split('\n').First(l => l.Contains("q1 changed", StringComparison.Ordinal)).Split('|')[^2].Trim());
        await Act(pull, "eva", "push", new { actor = "eva", message = "No, the import after all", files = DemoFiles.Read("changes/2-legacy") }, cancellation);
        await Act(pull, "ana", "approve", new { actor = "ana" }, cancellation);
        await Act(pull, "bo", "approve", new { actor = "bo" }, cancellation);
        await Act(pull, "dan", "approve", new { actor = "dan" }, cancellation);
        await Check(pull, "success", cancellation);
        await Act(pull, "eva", "merge", new { actor = "eva", method = "rebase" }, cancellation);
        await Applied(pull, cancellation);
        Expect("legacy_import is gone, customer_order is not", await stage.Database.Tables(cancellation) is var t
            && !t.Contains("legacy_import", StringComparison.Ordinal) && t.Contains("customer_order", StringComparison.Ordinal));
    }

    private async Task RefundRights(CancellationToken cancellation)
    {
        var pull = await Propose(2, cancellation);
        Say("root takes the protection away, merges without any sign-off, and puts it back");
        await DemoCompany.Protect(Sandbox, false, cancellation);
        await Act(pull, "root", "admin-merge", new { actor = "root" }, cancellation);
        await DemoCompany.Protect(Sandbox, true, cancellation);
        var merged = await Sandbox.Await(pull, "the refusal", p => p.Headline.Contains("Merged without", StringComparison.Ordinal), cancellation);
        Say(merged.Headline);
        Expect("nobody got a right", await stage.Database.Ask("select count(*) from staff_permission", cancellation) == "0");
        await Act(pull, "cleo", "comment", new { actor = "cleo", body = $"/countersign approve all {merged.Digest}" }, cancellation);
        await Applied(pull, cancellation);
        Expect("Jo may refund", await stage.Database.Ask("select permission from staff_permission where login = 'jo'", cancellation) == "refund");
    }

    private async Task Prices(CancellationToken cancellation)
    {
        var pull = await Propose(3, cancellation);
        await Act(pull, "fin", "request-changes", new { actor = "fin", body = "4.98 is right: it is on sale." }, cancellation);
        await Sandbox.Await(pull, "the objection", p => p.Report.Contains("asked for changes", StringComparison.Ordinal), cancellation);
        await Refused(pull, "eva", "merge", new { actor = "eva" }, cancellation);
        Expect("prices are as they were", await stage.Database.Ask("select price_cents from product where id = 1", cancellation) == "498");
    }

    private async Task CopyCustomers(CancellationToken cancellation)
    {
        var pull = await Propose(4, cancellation);
        var refused = await Sandbox.Await(pull, "the refusal", p => p.Check == "failure", cancellation);
        foreach (var reason in refused.Report.Split('\n').Where(l => l.StartsWith("- ", StringComparison.Ordinal))) Say(reason);
        Expect("nothing was copied", !File.Exists("/tmp/customers.csv"));
    }

    /// <summary>The dangerous one: what it does to production was seen on a copy of its schema, and is what people sign.</summary>
    private async Task LargeOrders(CancellationToken cancellation)
    {
        var pull = await Propose(5, cancellation);
        var shown = (await Sandbox.Await(pull, "the rehearsal", p => p.Report.Contains("Rehearsed on", StringComparison.Ordinal), cancellation)).Report;
        foreach (var line in shown.Split('\n').Where(l => l.Contains("ACCESS EXCLUSIVE", StringComparison.Ordinal)).Take(1))
            Say("seen on a copy: " + line.Split('|')[^4].Trim().Replace("<br>", " ", StringComparison.Ordinal));
        foreach (var what in Shown)
            Expect($"the report says: {what}", shown.Contains(what, StringComparison.Ordinal));
        foreach (var who in new[] { "ana", "bo", "fin" }) await Act(pull, who, "approve", new { actor = who }, cancellation);
        await Check(pull, "success", cancellation);
        await Act(pull, "eva", "merge", new { actor = "eva", method = "squash" }, cancellation);
        await Applied(pull, cancellation);
        Expect("quantities are large now", await stage.Database.Ask(
            "SELECT data_type FROM information_schema.columns WHERE table_name = 'order_line' AND column_name = 'quantity'", cancellation) == "bigint");
    }

    /// <summary>Signed in good faith: on a copy it did nothing, because what it looks for is a row of production.</summary>
    private async Task TidyStaff(CancellationToken cancellation)
    {
        var before = await stage.Database.Ask("SELECT count(*) FROM customer_order", cancellation);
        var pull = await Propose(6, cancellation);
        foreach (var who in new[] { "cleo", "ana", "bo", "fin" }) await Act(pull, who, "approve", new { actor = who }, cancellation);
        await Check(pull, "success", cancellation);
        await Act(pull, "eva", "merge", new { actor = "eva", method = "squash" }, cancellation);
        var stopped = await Sandbox.Await(pull, "the rollback", p => p.Report.Contains("more-than-signed", StringComparison.Ordinal), cancellation);
        Say(stopped.Headline);
        Expect("no order was deleted", await stage.Database.Ask("SELECT count(*) FROM customer_order", cancellation) == before);
    }

    private async Task Ledger(CancellationToken cancellation)
    {
        console.Write(new Rule("[bold]The ledger[/]").LeftJustified());
        var envelopes = stage.Ledger.ReadAll().ToImmutableArray();
        foreach (var kind in envelopes.Select(e => LedgerEntry.Read(e.Span).Kind).CountBy(k => k))
            Say($"{kind.Value} × {kind.Key.Word()}");
        var verification = Verification.Verify(envelopes);
        Expect("the ledger is intact", verification is Verification.Intact { Open: [] });
        Say($"production has the tables {await stage.Database.Tables(cancellation)}");
    }

    private async Task<int> Propose(int index, CancellationToken cancellation)
    {
        var change = DemoCompany.Changes[index];
        console.Write(new Rule($"[bold]{Markup.Escape(change.Title)}[/]").LeftJustified());
        var number = await DemoCompany.Propose(Sandbox, change, cancellation);
        var pull = await Sandbox.Await(number, "the report", p => p.Report.Length > 0, cancellation);
        Say($"eva opens pull request {number}; Countersign says: {pull.Headline}");
        return number;
    }

    private async Task Act(int number, string who, string act, object body, CancellationToken cancellation)
    {
        await Sandbox.Act(number, act, body, cancellation);
        Say($"{who}: {act.Replace('-', ' ')}");
    }

    private async Task Refused(int number, string who, string act, object body, CancellationToken cancellation)
    {
        try
        {
            await Sandbox.Act(number, act, body, cancellation);
        }
        catch (HttpRequestException refusal)
        {
            Say($"{who}: {act} is refused by the forge: {refusal.Message}");
            return;
        }

        throw new InvalidOperationException($"{act} by {who} should have been refused on pull request {number}");
    }

    private async Task Check(int number, string conclusion, CancellationToken cancellation) =>
        Say($"check: {(await Sandbox.Await(number, conclusion, p => p.Check == conclusion && (conclusion != "success" || p.Headline.Contains("ready to merge", StringComparison.Ordinal)), cancellation)).Headline}");

    private async Task Applied(int number, CancellationToken cancellation) =>
        Say((await Sandbox.Await(number, "the deployment", p => p.Headline.Contains("Applied", StringComparison.Ordinal), cancellation)).Headline);

    private void Expect(string claim, bool holds)
    {
        if (!holds) throw new InvalidOperationException($"not so: {claim}");
        console.MarkupLineInterpolated($"  [green]✓[/] {claim}");
    }

    private void Say(string what) => console.MarkupLineInterpolated($"  {what}");
}
