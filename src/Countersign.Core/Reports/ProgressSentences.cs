using System.Diagnostics;

namespace Countersign.Reports;

/// <summary>The sentences of deployments.</summary>
internal static class ProgressSentences
{
    /// <summary>The worst target speaks for all.</summary>
    internal static Headline Headline(ImmutableArray<TargetProgress> deployments)
    {
        var worst = deployments.MinBy(Rank)!;
        var others = deployments.Length - 1;
        if (others == 0 || worst is not TargetProgress.Applied) return new(ToneOf(worst), Of(worst));
        var count = deployments.OfType<TargetProgress.Applied>().Sum(d => d.Statements);
        return new(Tone.Good, $"Applied: {Counts.Of(count, "statement")} on {Counts.Of(deployments.Length, "target")}");
    }

    internal static string Of(TargetProgress progress) => progress switch
    {
        TargetProgress.Queued p => $"Waiting to apply on `{p.Target}`: {p.WaitsFor}",
        TargetProgress.Applying p => $"Applying on `{p.Target}`: {p.Done} of {Counts.Of(p.Total, "statement")} done",
        TargetProgress.Applied { Took: null } p => $"Applied on `{p.Target}` earlier: {Counts.Of(p.Statements, "statement")}",
        TargetProgress.Applied { Took: { } took } p =>
            $"Applied on `{p.Target}`: {Counts.Of(p.Statements, "statement")} in {Counts.Duration(took)}",
        TargetProgress.Failed p => $"Stopped{At(p.Statement)} on `{p.Target}`: {p.Because} (`{p.Code}`)",
        TargetProgress.Refused { Reasons: [var only] } p => $"Not applied on `{p.Target}`: {only.Why}",
        TargetProgress.Refused p => $"Not applied on `{p.Target}`, for {Counts.Of(p.Reasons.Length, "reason")}",
        TargetProgress.Frozen { Statements: [] } p => $"Frozen: nobody can tell yet what ran on `{p.Target}`",
        TargetProgress.Frozen p =>
            $"Frozen: nobody can tell yet whether {SignOffs.ShortfallSentences.Numbers(p.Statements)} ran on `{p.Target}`",
        _ => throw new UnreachableException(),
    };

    /// <summary>What follows for the person who must act.</summary>
    internal static string NextStep(TargetProgress progress) => progress switch
    {
        TargetProgress.Failed { MayRetry: true } p => $"{Kept(p)}the same bytes may succeed later: comment `/countersign deploy` to try again",
        TargetProgress.Failed p => $"{Kept(p)}nothing of what failed is in the target; correct it in a new change request",
        TargetProgress.Frozen p =>
            $"find out what is in the target and say so with `countersign deployment resolve`; until then nothing more runs on it. What is known: {p.Because}",
        TargetProgress.Refused { Reasons: [var only] } => only.NextStep,
        TargetProgress.Refused => "",
        TargetProgress.Queued or TargetProgress.Applying or TargetProgress.Applied => "",
        _ => throw new UnreachableException(),
    };

    internal static Tone ToneOf(TargetProgress progress) => progress switch
    {
        TargetProgress.Queued => Tone.Waiting,
        TargetProgress.Applying => Tone.Running,
        TargetProgress.Applied => Tone.Good,
        TargetProgress.Refused => Tone.Refused,
        TargetProgress.Failed or TargetProgress.Frozen => Tone.Failed,
        _ => throw new UnreachableException(),
    };

    private static string At(int? statement) => statement is { } number ? $" at q{number}" : "";

    private static string Kept(TargetProgress.Failed p) =>
        p.Done == 0 ? "" : $"what ran before it stays ({Counts.Of(p.Done, "statement")}); ";

    private static int Rank(TargetProgress progress) => progress switch
    {
        TargetProgress.Frozen => 0,
        TargetProgress.Failed => 1,
        TargetProgress.Refused => 2,
        TargetProgress.Applying => 3,
        TargetProgress.Queued => 4,
        TargetProgress.Applied => 5,
        _ => throw new UnreachableException(),
    };
}
