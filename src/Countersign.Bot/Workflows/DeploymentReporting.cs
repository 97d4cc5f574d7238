using System.Globalization;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Reports;
using Countersign.SignOffs;

namespace Countersign.Bot.Workflows;

/// <summary>Shows on the forge, environment by environment, how a deployment stands. Nothing is written twice.</summary>
internal sealed class DeploymentReporting(IForge forge, ChangeRecords records)
{
    /// <summary>Writes the state of each environment that the report has something to say of.</summary>
    public async Task Write(RepositoryRef repository, ChangeRequest change, ReviewReport report, CancellationToken cancellation)
    {
        if (change.State is not ChangeState.Merged landed || report.Plan is not { } plan || report.Verdict is not Verdict.Clear) return;
        var written = (await records.Read(change.Key, cancellation)).ForgeDeployments;
        foreach (var environment in plan.Targets.GroupBy(t => t.Environment))
        {
            var names = environment.Select(t => t.Target).ToImmutableHashSet();
            var progress = report.Deployments.Where(d => names.Contains(d.Target)).ToImmutableArray();
            if (progress.IsEmpty) continue;
            var worst = progress.MaxBy(StateOf)!;
            var known = written.GetValueOrDefault(environment.Key);
            var wanted = new DeploymentReport(known?.Id, landed.Commit, environment.Key, StateOf(worst), Describe(worst));
            if (known is not null && known.Said == Said(wanted)) continue;
            if (known is not null) await records.KeepForgeDeployment(change.Key, environment.Key, known with { Said = "" }, cancellation); // as with comments
            var id = await forge.WriteDeployment(repository, wanted, cancellation);
            await records.KeepForgeDeployment(change.Key, environment.Key, new(id, Said(wanted)), cancellation);
        }
    }

    private static string Said(DeploymentReport report) => $"{report.State}: {report.Description}";

    private static DeploymentState StateOf(TargetProgress progress) => progress switch
    {
        TargetProgress.Applied => DeploymentState.Success,
        TargetProgress.Queued => DeploymentState.Queued,
        TargetProgress.Applying => DeploymentState.InProgress,
        _ => DeploymentState.Failure,
    };

    private static string Describe(TargetProgress progress)
    {
        var text = progress switch
        {
            TargetProgress.Applied a => string.Create(CultureInfo.InvariantCulture, $"{a.Statements} statements applied to {a.Target}"),
            TargetProgress.Queued q => $"{q.Target} waits for {q.WaitsFor}",
            TargetProgress.Applying a => string.Create(CultureInfo.InvariantCulture, $"{a.Target}: applying {a.Total} statements"),
            TargetProgress.Failed f => $"{f.Target}: {f.Code}; see the comment",
            TargetProgress.Refused r => $"{r.Target}: {r.Reasons[0].Why}",
            TargetProgress.Frozen f => $"{f.Target} is frozen: the outcome is not known",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return text.Length <= 140 ? text : text[..139] + "…"; // the forge keeps 140 UTF-16 units
    }
}
