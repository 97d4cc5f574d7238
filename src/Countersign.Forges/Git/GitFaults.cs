using System.Globalization;
using System.Text.RegularExpressions;

namespace Countersign.Forges.Git;

/// <summary>
/// Turns what git printed into sentences of our own. Git's text is never passed on: it can hold addresses, and text
/// that the remote chose (INV-35). What is not known here is reported by its exit code alone.
/// </summary>
internal static partial class GitFaults
{
    private static readonly ImmutableArray<(string Sign, string Sentence)> Known =
    [
        ("terminal prompts disabled", "the forge asked git for other credentials: ours are wrong, expired, or may not read this repository"),
        ("Authentication failed", "the forge refused git's credentials"),
        ("not our ref", "the forge's git does not have a commit that was asked for (yet)"),
        ("couldn't find remote ref", "the forge's git does not have a reference that was asked for (yet)"),
        ("Could not resolve host", "the forge's host name cannot be resolved"),
        ("Failed to connect", "the forge's git cannot be connected to"),
        ("Couldn't connect to server", "the forge's git cannot be connected to"),
        ("SSL", "the forge's TLS certificate cannot be verified"),
        ("unable to update url base from redirection", "the forge's git redirected us; redirections are not followed"),
        ("Operation too slow", "the forge's git sent too slowly and was given up"),
        ("transport '", "this kind of address is not allowed for git; use https"),
        ("fsck error", "the forge's git sent an object that is not well-formed; it was not taken in"),
        ("early EOF", "the forge's git broke off in the middle"),
        ("hung up unexpectedly", "the forge's git broke off in the middle"),
        ("unexpected disconnect", "the forge's git broke off in the middle"),
        ("No space left on device", "there is no space left for the mirror"),
        ("unable to create temporary file", "the mirror's directory cannot be written to"),
        ("Permission denied", "the mirror's directory cannot be written to"),
        ("does not appear to be a git repository", "the forge has no such repository, or it may not be read"),
        ("not found", "the forge has no such repository, or it may not be read"),
    ];

    internal static string Explain(int exitCode, string errors)
    {
        if (HttpStatus().Match(errors) is { Success: true } status)
            return int.Parse(status.ValueSpan[^3..], CultureInfo.InvariantCulture) is >= 300 and < 400
                ? "the forge's git redirected us; redirections are not followed"
                : $"the forge answered git with HTTP {status.Value[^3..]}";
        foreach (var (sign, sentence) in Known)
            if (errors.Contains(sign, StringComparison.Ordinal))
                return sentence;
        return string.Create(CultureInfo.InvariantCulture, $"git failed with exit code {exitCode}");
    }

    [GeneratedRegex("The requested URL returned error: [0-9]{3}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HttpStatus();
}
