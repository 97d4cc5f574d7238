using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Checks;

namespace Countersign.Sandbox.Repositories;

/// <content>Check runs and statuses.</content>
public sealed partial class SandboxRepository
{
    private const int StatusesPerContext = 1000;

    /// <summary>Presses "Re-run" on a check run.</summary>
    public void Rerequest(Actor actor, CheckRun run)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Write);
            EmitCheckRun("rerequested", actor, run);
        }
    }

    /// <summary>Presses one of the buttons of a check run.</summary>
    public void RequestAction(Actor actor, CheckRun run, string identifier)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Write);
            if (!run.Actions.Any(action => action.Identifier == identifier)) throw RefusedException.NotFound();
            EmitCheckRun("requested_action", actor, run, new { requested_action = new { identifier } });
        }
    }

    /// <summary>Reports a commit status as a person with write access (a CI of the demo, for instance).</summary>
    public CommitStatus ReportStatus(
        Actor actor, string sha, string context, string state, string? description = null, string? targetUrl = null)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Write);
            RefuseStatus(sha, context, state, description);
            var status = new CommitStatus(Forge.NextId(), sha, context, state, description, targetUrl, actor, Forge.Now());
            StatusList.Add(status);
            Emit("status", null, actor, StatusShape.EventDetails(this, status));
            Queue.Evaluate();
            return status;
        }
    }

    internal void AddCheckRun(CheckRun run)
    {
        run.MadeAs = run.Status;
        CheckRunList.Add(run);
        EmitCheckRun("created", run.App.Bot, run);
        CheckRunChanged(run, wasCompleted: false);
    }

    internal void CheckRunChanged(CheckRun run, bool wasCompleted)
    {
        if (run.Status == "completed" && !wasCompleted) EmitCheckRun("completed", run.App.Bot, run);
        Queue.Evaluate();
    }

    private void EmitCheckRun(string action, Actor sender, CheckRun run, object? more = null) =>
        Emit("check_run", action, sender, CheckShape.EventDetails(this, run, more));

    private void RefuseStatus(string sha, string context, string state, string? description)
    {
        if (!Git.Read.HasCommit(sha)) throw new RefusedException(422, $"No commit found for SHA: {sha}");
        if (state is not ("error" or "failure" or "pending" or "success"))
        {
            throw RefusedException.Invalid("Status", "state", $"`{state}` is not a state", "invalid");
        }

        if (description is { Length: > 140 })
        {
            throw RefusedException.Invalid("Status", "description", "description is too long (maximum is 140 characters)");
        }

        var same = StatusList.Count(status => status.Sha == sha && status.Context.Equals(context, StringComparison.OrdinalIgnoreCase));
        if (same >= StatusesPerContext)
        {
            throw RefusedException.Invalid("Status", "base", "This SHA and context has reached the maximum number of statuses.");
        }
    }
}
