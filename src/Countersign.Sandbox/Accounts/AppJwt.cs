using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Countersign.Sandbox.Accounts;

/// <summary>
/// Checks the JWT of an app the way GitHub documents it: RS256, issuer = app id or client id, at most ten
/// minutes of life, not expired, not issued in the future (60 seconds of clock skew are allowed).
/// </summary>
internal static class AppJwt
{
    private const string Undecodable = "A JSON web token could not be decoded";

    public static SandboxApp Verify(string token, IEnumerable<SandboxApp> apps, DateTimeOffset now)
    {
        var parts = token.Split('.');
        if (parts.Length != 3) throw new RefusedException(401, Undecodable);
        var (header, claims) = (Decode(parts[0]), Decode(parts[1]));
        if (Text(header, "alg") != "RS256") throw new RefusedException(401, Undecodable);
        var issuer = Text(claims, "iss");
        var app = apps.FirstOrDefault(app => app.ClientId == issuer || $"{app.Id}" == issuer)
            ?? throw new RefusedException(404, "Integration not found");
        if (!Signed(app.PublicKey, parts)) throw new RefusedException(401, Undecodable);
        CheckTimes(claims, now);
        return app;
    }

    private static void CheckTimes(JsonElement claims, DateTimeOffset now)
    {
        var (issued, expires) = (Time(claims, "iat"), Time(claims, "exp"));
        if (issued > now.AddSeconds(60))
        {
            throw new RefusedException(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        }

        if (expires <= now) throw new RefusedException(401, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
        if (expires > now.AddMinutes(10)) throw new RefusedException(401, "'Expiration time' claim ('exp') is too far in the future");
    }

    private static bool Signed(RSA key, string[] parts) =>
        Base64Url.IsValid(parts[2]) && key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static JsonElement Decode(string part)
    {
        if (!Base64Url.IsValid(part)) throw new RefusedException(401, Undecodable);
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));
        }
        catch (JsonException)
        {
            throw new RefusedException(401, Undecodable);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static DateTimeOffset Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.TryGetInt64(out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new RefusedException(401, $"Missing '{name}' claim");
}
