using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Forges.GitHub;

/// <summary>Signs the short tokens that prove to GitHub that we are the app.</summary>
internal sealed class AppKey(GitHubCredentials.App app, TimeProvider time)
{
    /// <summary>GitHub refuses more than ten minutes; a minute is left for clocks that differ.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    /// <summary>A JSON Web Token by RS256 (RFC 7515, RFC 7519), issued a minute ago since GitHub's clock may be behind.</summary>
    /// <exception cref="ForgeUnavailableException">When the key cannot be read.</exception>
    internal string Sign()
    {
        var now = time.GetUtcNow();
        var claims = string.Create(CultureInfo.InvariantCulture,
            $$"""{"iat":{{now.AddMinutes(-1).ToUnixTimeSeconds()}},"exp":{{(now + Lifetime).ToUnixTimeSeconds()}},"iss":"{{app.AppId}}"}""");
        var signed = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}";
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(app.PrivateKeyPem.Reveal());
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            // The exception is not kept: its text may quote the key.
            throw new ForgeUnavailableException("the GitHub App's private key cannot be read; it must be an RSA key in PEM form");
        }

        var signature = rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
