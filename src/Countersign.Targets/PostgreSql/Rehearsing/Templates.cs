namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Which templates are kept: those used last. A file in each, written at every use, tells when that was.</summary>
internal static class Templates
{
    private const string Mark = "used";

    internal static Task Use(string template, CancellationToken cancellation) => File.WriteAllTextAsync(Path.Combine(template, Mark), "", cancellation);

    /// <summary>Removes all but so many. Nobody may be copying one.</summary>
    internal static void Evict(string directory, int keep)
    {
        foreach (var template in Directory.GetDirectories(directory, "t-*").OrderByDescending(t => File.GetLastWriteTimeUtc(Path.Combine(t, Mark))).Skip(keep))
            Directory.Delete(template, recursive: true);
    }
}
