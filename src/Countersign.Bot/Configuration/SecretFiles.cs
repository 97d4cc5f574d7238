using System.Security;

namespace Countersign.Bot.Configuration;

/// <summary>Reads the `…File` keys, so that secrets can be mounted files and need not be in the environment.</summary>
internal static class SecretFiles
{
    /// <summary>Fills in what files hold.</summary>
    /// <returns>A sentence for each file that cannot be read.</returns>
    public static ImmutableArray<string> ReadInto(BotOptions options)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var gitHub = options.GitHub;
        Fill("GitHub:PrivateKeyFile", gitHub.PrivateKeyFile, text => gitHub.PrivateKey = text);
        Fill("GitHub:TokenFile", gitHub.TokenFile, text => gitHub.Token = text);
        for (var i = 0; i < gitHub.WebhookSecretFiles.Count; i++)
            Fill($"GitHub:WebhookSecretFiles:{i}", gitHub.WebhookSecretFiles[i], gitHub.WebhookSecrets.Add);
        Fill("Store:ConnectionStringFile", options.Store.ConnectionStringFile, text => options.Store.ConnectionString = text);
        Fill("Alerts:UrlFile", options.Alerts.UrlFile, text => options.Alerts.Url = Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null);
        foreach (var (name, connection) in options.Connections)
        {
            Fill($"Connections:{name}:ApplyFile", connection.ApplyFile, text => connection.Apply = text);
            Fill($"Connections:{name}:VerifyFile", connection.VerifyFile, text => connection.Verify = text);
            Fill($"Connections:{name}:ReadFile", connection.ReadFile, text => connection.Read = text);
            Fill($"Connections:{name}:AdminFile", connection.AdminFile, text => connection.Admin = text);
        }

        return problems.ToImmutable();

        void Fill(string key, string? path, Action<string> take)
        {
            if (path is null) return;
            try
            {
                take(File.ReadAllText(path).TrimEnd('\r', '\n')); // editors end files with a line end that is no part of a secret
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException)
            {
                problems.Add($"{BotOptions.Section}:{key}: `{path}` cannot be read; check the path and the rights of this user");
            }
        }
    }
}
