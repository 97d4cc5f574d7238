namespace Countersign.Tests;

/// <summary>Finds fixtures in the source tree, so that a test can compare and, when asked, rewrite them.</summary>
internal static class Fixtures
{
    /// <summary>The variable that makes tests write what they would compare.</summary>
    public const string RewriteVariable = "COUNTERSIGN_ACCEPT";

    public static bool Rewrites => Environment.GetEnvironmentVariable(RewriteVariable) == "1";

    /// <summary>The root of the source tree.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>A path under tests/Countersign.Tests.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, "tests", "Countersign.Tests", .. parts]);

    private static string FindRoot(string directory)
    {
        for (var at = directory; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "Bot.sln")))
                return at;
        throw new InvalidOperationException($"no Bot.sln above `{directory}`: the tests read fixtures from the source tree");
    }
}
