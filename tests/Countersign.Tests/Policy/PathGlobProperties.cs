using Countersign.Policy;
using CsCheck;
using DotNet.Globbing;

namespace Countersign.Tests.Policy;

/// <summary>Globs against the library that reads them, on paths that are short enough for it.</summary>
[Invariant(37)]
public sealed class PathGlobProperties
{
    private static readonly Gen<string> Segment = One("a", "b", "*", "a*", "*b", "a*b", "?", "?b", "[ab]", "[a-c]x", "[!a]", "[!a-b]*", "*.sql", "*a*", "x.y");

    private static readonly Gen<string> Pattern =
        Gen.OneOf(Segment, Segment, Segment, Gen.Const("**")).Array[1, 4].Select(s => string.Join('/', s));

    private static readonly Gen<string> Path = One("a", "b", "c", "ab", "ax", "cx", "x.y", "a.sql", "aab", "-", "!").Array[1, 5].Select(s => string.Join('/', s));

    /// <summary>The library lets `a*/**` match the file `a`, though neither `a/**` nor `?/**` does; that is left out.</summary>
    [Fact]
    public void A_glob_matches_what_the_library_says_it_matches() => Gen.Select(Pattern.Where(p => !p.Contains("*/**", StringComparison.Ordinal)), Path).Sample((pattern, path) =>
        new PathGlob(pattern).Matches(path) == Glob.Parse(pattern).IsMatch(path), iter: 2_000);

    [Fact]
    public void A_path_cannot_make_matching_last() =>
        Assert.False(new PathGlob(string.Concat(Enumerable.Repeat("*a", 40)) + "b").Matches(new string('a', 4_000)));

    private static Gen<string> One(params string[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);
}
