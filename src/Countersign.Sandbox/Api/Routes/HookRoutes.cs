using System.Text.Json;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Deliveries;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>The deliveries of an app's webhook, newest first; the app asks by JWT.</summary>
internal static class HookRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Get("app/hook/deliveries", List);
        api.Get("app/hook/deliveries/{id:long}", call => ApiAnswer.Json(Full(Find(call))));
        api.Post("app/hook/deliveries/{id:long}/attempts", Redeliver);
    }

    /// <summary>Paged by a cursor, as GitHub does: the id below which to go on.</summary>
    private static ApiAnswer List(ApiCall call)
    {
        var size = int.TryParse(call.Query("per_page"), out var asked) ? Math.Clamp(asked, 1, 100) : 30;
        var below = long.TryParse(call.Query("cursor"), out var cursor) ? cursor : long.MaxValue;
        var older = SentTo(call).Where(delivery => delivery.Id < below).Reverse().ToList();
        var page = older.Take(size).ToList();
        var answer = ApiAnswer.Json(page.Select(Short));
        if (older.Count <= size) return answer;
        var next = call.Forge.Api($"app/hook/deliveries?per_page={size}&cursor={page[^1].Id}");
        return answer with { Link = $"<{next}>; rel=\"next\"" };
    }

    private static ApiAnswer Redeliver(ApiCall call)
    {
        call.Forge.Deliveries.Redeliver(Find(call));
        return ApiAnswer.Json(new { }, 202);
    }

    private static IEnumerable<Delivery> SentTo(ApiCall call)
    {
        SandboxApp app = AppRoutes.AppOf(call);
        return call.Forge.Deliveries.Sent
            .Where(delivery => delivery.Target.Type == "integration" && delivery.Target.TypeId == app.Id)
            .OrderBy(delivery => delivery.Id);
    }

    private static Delivery Find(ApiCall call) =>
        SentTo(call).FirstOrDefault(delivery => delivery.Id == call.Number("id")) ?? throw RefusedException.NotFound();

    private static object Short(Delivery delivery) => new
    {
        id = delivery.Id,
        guid = delivery.DeliveryId,
        delivered_at = delivery.DeliveredAt,
        redelivery = delivery.IsRedelivery,
        duration = 0.1,
        status = Status(delivery),
        status_code = delivery.StatusCode,
        @event = delivery.Event,
        action = delivery.Action,
        installation_id = (long?)null,
        repository_id = (long?)null,
    };

    private static object Full(Delivery delivery) => new
    {
        id = delivery.Id,
        guid = delivery.DeliveryId,
        delivered_at = delivery.DeliveredAt,
        redelivery = delivery.IsRedelivery,
        duration = 0.1,
        status = Status(delivery),
        status_code = delivery.StatusCode,
        @event = delivery.Event,
        action = delivery.Action,
        request = new { payload = JsonSerializer.Deserialize<JsonElement>(delivery.Body.Span) },
    };

    private static string Status(Delivery delivery) => delivery.StatusCode switch
    {
        >= 200 and < 300 => "OK",
        0 => "failed to connect to host",
        var code => $"Invalid HTTP Response: {code}",
    };
}
