using System.Text.Json;

namespace Countersign.Sandbox.Api;

/// <summary>What the API answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">Null for none.</param>
/// <param name="ContentType">The content type of the body.</param>
internal sealed record ApiAnswer(int Status, byte[]? Body, string ContentType = ApiAnswer.JsonType)
{
    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>The <c>Link</c> header of a page.</summary>
    public string? Link { get; init; }

    /// <summary>The <c>Location</c> header of a redirect or a new thing.</summary>
    public string? Location { get; init; }

    public static ApiAnswer Json(object body, int status = 200) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options));

    public static ApiAnswer Created(object body) => Json(body, 201);

    public static ApiAnswer Empty(int status = 204) => new(status, null);

    public static ApiAnswer Refused(RefusedException refusal)
    {
        var body = new Dictionary<string, object>
        {
            ["message"] = refusal.Message,
            ["documentation_url"] = "https://docs.github.com/rest",
            ["status"] = $"{refusal.Status}",
        };
        if (refusal.Errors.Count > 0) body["errors"] = refusal.Errors;
        return Json(body, refusal.Status);
    }
}
