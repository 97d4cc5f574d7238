using System.Security.Cryptography;
using System.Text;

namespace Countersign.Sandbox.Deliveries;

/// <summary><c>X-Hub-Signature-256</c>: HMAC-SHA256 of the body bytes, key = the secret in UTF-8, lower-case hex.</summary>
internal static class DeliverySignature
{
    public static string Of(string secret, ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
}
