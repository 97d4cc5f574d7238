using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.BadInput.Comments;
using Countersign.BadInput.Outputs;
using Countersign.Forges.GitHub.Webhooks;
using Countersign.Policy;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>Judges of policies, owners, comments, deliveries and what becomes of texts in Markdown.</summary>
internal static class TextJudging
{
    internal static string? Policy(byte[] text) => PolicyReading.Read(text) switch
    {
        PolicyParse.Invalid { Problems: [] } => "refused without a problem",
        PolicyParse.Invalid invalid => invalid.Problems.FirstOrDefault(p => p.Line < 1 || p.Column < 1 || p.Line > Lines(text)) is { } problem ? $"a problem outside of the file: {problem.Sentence}" : null,
        PolicyParse.Valid { Policy.Targets: [] } => "read without a target",
        _ => null,
    };

    internal static string? Codeowners(byte[] text)
    {
        var read = CodeownersReading.Read(text);
        foreach (var path in (string[])["db/1.sql", "a b", "x/y/z.sql", ".github/CODEOWNERS", "", new('a', 5_000)])
            if (read.Codeowners.OwnersOf(path).Any(o => !o.StartsWith('@'))) return "an owner without @";
        return null;
    }

    internal static string? Command(byte[] text)
    {
        var body = Encoding.UTF8.GetString(text);
        var (heard, guide) = (CommentCorpus.Hear(CommentCorpus.Said(body)), CommentCorpus.ByTheGuide(body));
        // A range that runs backwards or too far has the form of a command and is none.
        return heard == guide || (heard == Heard.Malformed && guide == Heard.Command && body.IndexOfAny(['-', '–']) >= 0) || HasHugeNumber(body) ? null : $"heard as {heard}, by the guide {guide}";
    }

    internal static string? Webhook(byte[] message)
    {
        var end = Array.IndexOf(message, (byte)'\n');
        if (end < 0) return null;
        var reading = GitHubDelivery.Read(Encoding.ASCII.GetString(message, 0, end), message.AsMemory(end + 1));
        if (reading is GitHubDelivery.Ignored or GitHubDelivery.Ping) return null;
        try
        {
            var id = JsonNode.Parse(message.AsSpan(end + 1), documentOptions: new() { AllowDuplicateProperties = true })?["repository"]?["id"]?.GetValue<long>();
            var read = Repository(reading)?.Id.Value;
            return read is null || read == id ? null : $"of repository {read}, but the message says {id}";
        }
        catch (JsonException)
        {
            return "evidence out of what is not JSON";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            return null; // names given twice, or a value of another kind where nothing was read
        }
    }

    internal static string? Markdown(byte[] text)
    {
        var shown = Encoding.UTF8.GetString(text);
        return MarkdownTree.WhatBreaksOut(shown) ?? OutputCorpus.WhatHides(shown);
    }

    private static int Lines(byte[] text) => text.Count(b => b is (byte)'\n' or (byte)'\r') + 2 + (Encoding.UTF8.GetString(text).Count(c => c is '\u0085' or '\u2028' or '\u2029'));

    private static bool HasHugeNumber(string body) => System.Text.RegularExpressions.Regex.IsMatch(body.Split('\n', '\r')[0], "q[1-9][0-9]{5}");

    private static Forges.RepositoryRef? Repository(GitHubDelivery reading) => reading switch
    {
        GitHubDelivery.ChangeHint hint => hint.Repository,
        GitHubDelivery.ReviewSubmitted review => review.Change.Repository,
        GitHubDelivery.MergeGroup group => group.Repository,
        GitHubDelivery.PushToBranch push => push.Repository,
        GitHubDelivery.RepositoriesChanged changed => changed.Repository,
        _ => null,
    };
}
