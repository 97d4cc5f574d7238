using Countersign.Changes;
using Countersign.Forges.GitHub.Webhooks;

namespace Countersign.Bot.Jobs;

/// <summary>
/// The workflows that jobs call. Each reads the current state and moves it to where it should be, so that calling one
/// twice, late, or in another order ends in the same state. Never two at once for one change request.
/// </summary>
/// <param name="ReviewChange">Reads, judges and reports an open change request. True when it has landed and is to be executed.</param>
/// <param name="DeployChange">Judges a merged change request again and applies what is approved.</param>
/// <param name="ReviewMergeGroup">Reports on a merge queue's commit.</param>
/// <param name="Sweep">Finds change requests that need work without any delivery (INV-03), and asks for it.</param>
internal sealed record ChangeWorkflows(
    Func<ChangeKey, CancellationToken, Task<bool>> ReviewChange,
    Func<ChangeKey, CancellationToken, Task> DeployChange,
    Func<GitHubDelivery.MergeGroup, CancellationToken, Task> ReviewMergeGroup,
    Func<CancellationToken, Task> Sweep);
