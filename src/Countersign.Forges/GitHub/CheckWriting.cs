using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Forges.GitHub.Answers;

namespace Countersign.Forges.GitHub;

/// <summary>Sets the required check: a check run of the app where we are one, else a commit status.</summary>
internal sealed class CheckWriting(GitHubApi api, RepositoryRef repository, long? appId)
{
    private readonly string _repository = $"repositories/{repository.Id}";

    internal async Task Write(CommitId commit, CheckReport check, CancellationToken cancellation)
    {
        if (appId is null) await WriteStatus(commit, check, cancellation);
        else await WriteRun(commit, check, cancellation);
    }

    private async Task WriteStatus(CommitId commit, CheckReport check, CancellationToken cancellation)
    {
        var state = check.State switch
        {
            CheckState.Success => "success",
            CheckState.Failure => "failure",
            _ => "pending",
        };
        await api.Post<IdAnswer>(
            $"{_repository}/statuses/{commit}",
            new { state, context = CheckReport.Name, description = Limits.Cut(check.Title, Limits.Description) },
            cancellation);
    }

    private async Task WriteRun(CommitId commit, CheckReport check, CancellationToken cancellation)
    {
        var annotations = check.Annotations.Select(Annotation.Of).Distinct().ToArray();
        if (await FindReusable(commit, check.State, annotations, cancellation) is not { } reusable)
        {
            await CreateRun(commit, check, annotations, cancellation);
            return;
        }

        var missing = annotations.Except(reusable.Has).ToArray();
        await UpdateRun(reusable.Id, check, missing, cancellation);
    }

    private async Task CreateRun(CommitId commit, CheckReport check, Annotation[] annotations, CancellationToken cancellation)
    {
        var first = annotations.Take(Limits.Annotations).ToArray();
        var content = Content(check, first);
        content["head_sha"] = commit.Hex;
        var run = await api.Post<CheckRunAnswer>($"{_repository}/check-runs", content, cancellation);
        if (run.Id is not { } id) throw GitHubFaults.Unreadable("POST", $"{_repository}/check-runs");
        if (annotations.Length > first.Length) await UpdateRun(id, check, annotations[first.Length..], cancellation);
    }

    /// <summary>GitHub appends the annotations of each request to those it has.</summary>
    private async Task UpdateRun(long id, CheckReport check, Annotation[] more, CancellationToken cancellation)
    {
        foreach (var chunk in more.Chunk(Limits.Annotations).DefaultIfEmpty([]))
            if (await api.Patch<CheckRunAnswer>($"{_repository}/check-runs/{id}", Content(check, chunk), cancellation) is null)
                throw new ForgeUnavailableException("GitHub lost a check run that it had just named; it is written anew next time");
    }

    /// <summary>
    /// Our newest run on the commit, unless it is over and the new state is not, or it has annotations that no longer hold:
    /// neither can be taken back, so that a new run takes its place.
    /// </summary>
    private async Task<ReusableRun?> FindReusable(
        CommitId commit, CheckState state, Annotation[] wanted, CancellationToken cancellation)
    {
        var address = $"{_repository}/commits/{commit}/check-runs?check_name={CheckReport.Name}&app_id={appId}&filter=latest";
        var runs = await api.List<CheckRunAnswer, CheckRunsAnswer>(address, page => page.CheckRuns, cancellation);
        // GitHub was asked for these; servers that ignore the filter must not let us write on another's run.
        var ours = runs.Where(r => r.Id is not null && r.Name == CheckReport.Name && r.App?.Id == appId).MaxBy(r => r.Id);
        if (ours is null || (ours.Status == "completed" && !IsOver(state))) return null;
        var has = ours.Output?.AnnotationsCount is > 0
            ? await api.List<AnnotationAnswer>($"{_repository}/check-runs/{ours.Id}/annotations", cancellation)
            : [];
        var known = has.Select(Annotation.Of).ToHashSet();
        return known.IsSubsetOf(wanted) ? new(ours.Id!.Value, known) : null;
    }

    private static Dictionary<string, object> Content(CheckReport check, Annotation[] annotations)
    {
        var content = new Dictionary<string, object>
        {
            ["name"] = CheckReport.Name,
            ["output"] = new
            {
                title = Limits.Cut(check.Title, Limits.Title),
                summary = Limits.Cut(check.Summary, Limits.Summary),
                annotations = annotations.Select(a => a.Body).ToArray(),
            },
        };
        if (IsOver(check.State)) content["conclusion"] = check.State == CheckState.Success ? "success" : "failure";
        content["status"] = IsOver(check.State) ? "completed" : "in_progress"; // sign-offs that are missing may still come
        return content;
    }

    private static bool IsOver(CheckState state) => state is CheckState.Success or CheckState.Failure;

    private sealed record ReusableRun(long Id, HashSet<Annotation> Has);
}

/// <summary>An annotation as GitHub keeps it, so that one we want can be compared with one that is there.</summary>
internal sealed record Annotation(string Path, int StartLine, int EndLine, string Level, string Title, string Message)
{
    internal static Annotation Of(CheckAnnotation annotation) => new(
        annotation.Path,
        Math.Max(1, annotation.StartLine), // line 0 is the whole file, which GitHub cannot say
        Math.Max(Math.Max(1, annotation.StartLine), annotation.EndLine),
        annotation.Severity switch { Severity.Error => "failure", Severity.Warning => "warning", _ => "notice" },
        Limits.Cut(annotation.Title, Limits.Title),
        Limits.Cut(annotation.Message, Limits.AnnotationMessage));

    internal static Annotation Of(AnnotationAnswer answer) => new(
        answer.Path ?? "", answer.StartLine ?? 0, answer.EndLine ?? 0, answer.AnnotationLevel ?? "", answer.Title ?? "", answer.Message ?? "");

    internal object Body => new
    {
        path = Path,
        start_line = StartLine,
        end_line = EndLine,
        annotation_level = Level,
        title = Title,
        message = Message,
    };
}
