using Countersign.Sandbox.Deliveries;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Switches;

namespace Countersign.Sandbox.Control;

/// <summary>Switches, deliveries and the journal.</summary>
internal static class ForgeControls
{
    public static void Map(ControlRoutes control)
    {
        control.Post("switches", Set);
        control.Post("faults", Fail);
        control.Get("journal", call => call.Forge.Journal.Entries);
        control.Get("journal/unknown", call => call.Forge.UnknownRequests);
        control.Get("deliveries", call => new
        {
            pending = call.Forge.Deliveries.Pending.Select(Shape),
            sent = call.Forge.Deliveries.Sent.Select(Shape),
        });
        control.Post("deliveries/{act}", ActAsync);
    }

    /// <summary>Sets the switches that are named; the others stay.</summary>
    private static object Set(ControlCall call)
    {
        var switches = call.Forge.Switches;
        if (call.Flag("reset")) switches.Reset();
        if (call.Member("reanchor_approvals") is { } reanchor) switches.ReanchorApprovals = reanchor.GetBoolean();
        if (call.Member("omit_patches") is { } omit) switches.OmitPatches = omit.GetBoolean();
        switches.MergeableUnknownReads = call.Number("mergeable_unknown_reads") ?? switches.MergeableUnknownReads;
        switches.StaleReads = call.Number("stale_reads") ?? switches.StaleReads;
        switches.StaleFor = call.Number("stale_ms") is { } stale ? TimeSpan.FromMilliseconds(stale) : switches.StaleFor;
        switches.PageSize = call.Number("page_size") ?? switches.PageSize;
        switches.FilesCap = call.Number("files_cap") ?? switches.FilesCap;
        if (call.OptionalText("evil_merge_path") is { } path) switches.EvilMerge = FileChange.Put(path, call.Text("evil_merge_text"));
        return new { };
    }

    private static object Fail(ControlCall call)
    {
        call.Forge.Switches.Fail(new Fault(call.Number("status") ?? 502)
        {
            Requests = call.Number("requests") ?? 1,
            PathContains = call.OptionalText("path_contains") ?? string.Empty,
            Method = call.OptionalText("method"),
            RetryAfter = call.Number("retry_after") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Exhausted = call.Flag("exhausted"),
            Message = call.OptionalText("message") ?? "Server Error",
        });
        return new { };
    }

    private static async Task<object> ActAsync(ControlCall call)
    {
        var deliveries = call.Forge.Deliveries;
        var named = call.OptionalText("event");
        bool Matches(Delivery delivery) => named is null || delivery.Event == named;
        switch (call.Route("act"))
        {
            case "hold":
                deliveries.Hold();
                break;
            case "release":
                deliveries.Release();
                break;
            case "drain":
                await deliveries.DrainAsync();
                break;
            case "shuffle":
                deliveries.Shuffle(call.Number("seed") ?? 0);
                break;
            case "duplicate":
                return new { matched = deliveries.Duplicate(Matches) };
            case "drop":
                return new { matched = deliveries.Drop(Matches) };
            case "delay":
                deliveries.Delay(TimeSpan.FromMilliseconds(call.Number("ms") ?? 0));
                break;
            case "redeliver":
                var sent = deliveries.Sent.FirstOrDefault(one => one.Id == call.Number("id")) ?? throw RefusedException.NotFound();
                return Shape(deliveries.Redeliver(sent));
            case var other:
                throw new RefusedException(404, $"`{other}` is not one of hold, release, drain, shuffle, duplicate, drop, delay, redeliver");
        }

        return new { };
    }

    private static object Shape(Delivery delivery) => new
    {
        id = delivery.Id,
        guid = delivery.DeliveryId,
        @event = delivery.Event,
        action = delivery.Action,
        status = delivery.StatusCode,
        redelivery = delivery.IsRedelivery,
    };
}
