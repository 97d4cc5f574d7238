using System.Text;
using System.Text.RegularExpressions;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Reviews;

/// <summary>
/// CODEOWNERS as GitHub documents it: read from the base branch, in .github/, the root or docs/; the last
/// pattern that matches a path decides; a pattern without owners un-owns.
/// </summary>
internal static class CodeOwners
{
    private static readonly string[] Places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    /// <summary>Whether each owned file is approved by one of its owners.</summary>
    public static bool Satisfied(SandboxPullRequest pull, IReadOnlyList<Review> approvals)
    {
        var git = pull.Repository.Git.Read;
        var tip = git.Branch(pull.BaseBranch)!;
        var text = Places.Select(place => git.File(tip, place)).FirstOrDefault(bytes => bytes is not null);
        if (text is null) return true;
        var rules = Encoding.UTF8.GetString(text).Split('\n').Select(Parse).OfType<Rule>().Reverse().ToList();
        return git.Diff(pull.ComparedWith, pull.HeadSha)
            .Select(file => rules.Find(rule => rule.Pattern.IsMatch(file.Path)))
            .All(rule => rule is null || rule.Owners.Length == 0
                || approvals.Any(review => Array.Exists(rule.Owners, owner => Owns(pull.Repository, owner, review.Author))));
    }

    private static bool Owns(SandboxRepository repository, string owner, Actor person) => owner.Contains('/', StringComparison.Ordinal)
        ? repository.Forge.Teams.Exists(team => $"@{team.Organization.Login}/{team.Slug}" == owner && team.Members.Contains(person))
        : owner == $"@{person.Login}" || owner == person.Email;

    private static Rule? Parse(string line)
    {
        var words = line.Split('#')[0].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : new Rule(Glob(words[0]), words[1..]);
    }

    private static Regex Glob(string pattern)
    {
        var anchored = pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        var body = Regex.Escape(pattern.Trim('/'))
            .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        var end = pattern.EndsWith('/') ? "/" : pattern.EndsWith("/*", StringComparison.Ordinal) ? "$" : "(/|$)";
        return new Regex($"{(anchored ? "^" : "(^|/)")}{body}{end}", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private sealed record Rule(Regex Pattern, string[] Owners);
}
