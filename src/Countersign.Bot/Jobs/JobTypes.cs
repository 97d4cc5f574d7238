namespace Countersign.Bot.Jobs;

/// <summary>
/// The only types that a stored job may name (INV-36). A job that names anything else is refused when it is read, so
/// that whoever can write the job storage cannot make the process run code of their choice.
/// </summary>
internal static class JobTypes
{
    private static readonly ImmutableDictionary<string, Type> Allowed = new[]
    {
        typeof(WorkJob), typeof(string), typeof(CancellationToken),
    }.ToImmutableDictionary(type => type.FullName!);

    /// <summary>The type with this name, with or without its assembly.</summary>
    /// <exception cref="InvalidOperationException">When it is not allowed.</exception>
    public static Type Resolve(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        return Allowed.TryGetValue(comma < 0 ? name : name[..comma].Trim(), out var type)
            ? type
            : throw new InvalidOperationException($"the type `{name}` may not be named by a job");
    }
}
