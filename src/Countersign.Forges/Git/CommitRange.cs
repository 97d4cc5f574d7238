using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Changes;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>A name and an e-mail address as a commit states them. Anybody can state anything.</summary>
public sealed record GitIdentity(string Name, string Email)
{
    /// <summary>`Name &lt;email&gt;`.</summary>
    public override string ToString() => $"{Name} <{Email}>";
}

/// <summary>Who had a hand in one commit.</summary>
/// <param name="CoAuthors">From `Co-authored-by:` lines; the address is empty where the line has none.</param>
public sealed record CommitAuthorship(CommitId Commit, GitIdentity Author, GitIdentity Committer, ImmutableArray<GitIdentity> CoAuthors);

/// <summary>Reads the commits of a range.</summary>
internal static partial class CommitRange
{
    /// <summary>Most commits of one request; a larger one is refused rather than judged in part (INV-37).</summary>
    internal const int Limit = 10_000;

    internal static ImmutableArray<CommitAuthorship> Authorships(
        Repository repository, Commit from, Commit to, CancellationToken cancellation)
    {
        var filter = new CommitFilter
        {
            IncludeReachableFrom = to,
            ExcludeReachableFrom = from,
            SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Reverse,
        };
        var found = ImmutableArray.CreateBuilder<CommitAuthorship>();
        foreach (var commit in repository.Commits.QueryBy(filter))
        {
            cancellation.ThrowIfCancellationRequested();
            if (found.Count == Limit)
                throw new GitContentException(string.Create(CultureInfo.InvariantCulture, $"there are more than {Limit} commits; split the change"));
            found.Add(new(GitRepository.IdOf(commit), Identity(commit.Author), Identity(commit.Committer), CoAuthorsIn(commit.Message)));
        }

        return found.DrainToImmutable();
    }

    /// <summary>
    /// Co-authors wherever a line says so, not only in the last paragraph: for four eyes, naming one too many is the
    /// safe mistake (INV-18).
    /// </summary>
    internal static ImmutableArray<GitIdentity> CoAuthorsIn(string message) =>
        [.. CoAuthorLine().Matches(message).Select(m => m.Groups["who"].Value.Trim()).Where(who => who.Length > 0).Select(Parse)];

    private static GitIdentity Parse(string who)
    {
        var (open, close) = (who.LastIndexOf('<'), who.LastIndexOf('>'));
        return open >= 0 && close > open
            ? new(who[..open].Trim(), who[(open + 1)..close].Trim())
            : new(who, "");
    }

    private static GitIdentity Identity(Signature signature) => new(signature.Name, signature.Email);

    [GeneratedRegex(@"^[ \t]*co-authored-by[ \t]*:(?<who>[^\r\n]*)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CoAuthorLine();
}
