namespace Countersign.Bot.Demo;

/// <summary>The repository of the shop and the changes that are proposed to it; compiled into the executable.</summary>
internal static class DemoFiles
{
    private const string Root = "Countersign.Bot.Demo/";

    /// <summary>Files below a folder of `Demo/`, by their path in the repository.</summary>
    public static ImmutableSortedDictionary<string, string> Read(string folder)
    {
        var prefix = Root + folder + "/";
        return typeof(DemoFiles).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(n => n[prefix.Length..], ReadText, StringComparer.Ordinal);
    }

    private static string ReadText(string name)
    {
        using var reader = new StreamReader(typeof(DemoFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
