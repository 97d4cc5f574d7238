namespace Countersign.Policy;

/// <summary>CODEOWNERS of the base branch. The last matching line wins; a line without owners un-owns.</summary>
public sealed class Codeowners
{
    /// <summary>A repository without the file.</summary>
    public static Codeowners None { get; } = new([]);

    private readonly ImmutableArray<CodeownersLine> _lines;

    internal Codeowners(ImmutableArray<CodeownersLine> lines) => _lines = lines;

    /// <summary>The owners of a path, as written: `@user`, `@org/team` or an e-mail address.</summary>
    public ImmutableArray<string> OwnersOf(string path) => _lines.LastOrDefault(l => l.Pattern.Matches(path))?.Owners ?? [];
}

/// <summary>One line of CODEOWNERS.</summary>
internal sealed record CodeownersLine(CodeownersPattern Pattern, ImmutableArray<string> Owners);
