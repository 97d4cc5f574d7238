using Countersign.Bot.Reports;
using Countersign.Bot.Store;
using Countersign.Forges;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.SignOffs;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Answers commands, each once: with a reaction, and with a comment only when there is something to say. What a command
/// does was decided from the same comments before; this only tells its author.
/// </summary>
internal sealed class CommandAnswering(IForge forge, CommandRecords answered)
{
    /// <summary>Answers every command that has no answer yet.</summary>
    public async Task Answer(LoadedChange loaded, ReviewReport report, CancellationToken cancellation)
    {
        var done = await answered.ReadAnswered(loaded.Change.Key, cancellation);
        foreach (var comment in loaded.Facts.Comments.Where(c => !c.By.IsBot && !done.Contains(c.Id)))
        {
            if (await AnswerTo(loaded, comment, report, cancellation) is not { } answer) continue;
            await forge.React(loaded.Repository, loaded.Change.Key.Number, comment.Id, answer.Reaction, cancellation);
            if (answer.Markdown is { } markdown)
                await forge.WriteComment(loaded.Repository, loaded.Change.Key.Number, null, markdown, cancellation);
            await answered.KeepAnswered(loaded.Change.Key, comment.Id, cancellation);
        }
    }

    private sealed record AnswerText(Reaction Reaction, string? Markdown);

    private async Task<AnswerText?> AnswerTo(LoadedChange loaded, Comment comment, ReviewReport report, CancellationToken cancellation) =>
        CommandReading.Read(comment) switch
        {
            CommandText.Malformed malformed => new(Reaction.Refused, Replies.Malformed(malformed)),
            CommandText.Understood { Command: var command } => await AnswerTo(loaded, comment, command, report, cancellation),
            _ => null,
        };

    private async Task<AnswerText> AnswerTo(
        LoadedChange loaded, Comment comment, Command command, ReviewReport report, CancellationToken cancellation)
    {
        switch (command)
        {
            case Command.Help:
                return new(Reaction.Done, Replies.Help());
            case Command.Plan:
                return new(Reaction.Done, null); // it was read again before this
            case Command.Explain explain:
                return Replies.Explain(report, explain.Statement) is { } text
                    ? new(Reaction.Done, text)
                    : Refused(comment, $"there is no q{explain.Statement} in the plan", "see the table in the comment above");
            case Command.Approve or Command.Revoke:
                return OfSignOff(comment, report);
            case Command.Override or Command.Grant:
                return OfOverride(comment, command, report);
            case Command.Deploy:
                return await OfDeploy(loaded, comment, report, cancellation);
            case Command.Rollback:
                return await OfRollback(loaded, comment, report, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static AnswerText OfSignOff(Comment comment, ReviewReport report)
    {
        var account = report.Judgement?.SignOffs.FirstOrDefault(a => a.Source is SignOffSource.Command c && c.CommentId == comment.Id);
        return account is { CountsFor: [], Remarks: [var why, ..] }
            ? Refused(comment, why, "the table in the comment above says what is needed")
            : new(Reaction.Done, null);
    }

    private static AnswerText OfOverride(Comment comment, Command command, ReviewReport report)
    {
        var digest = command is Command.Override o ? o.DigestPrefix : ((Command.Grant)command).DigestPrefix;
        if (report.Plan is not { } plan || !plan.Digest.Hex.StartsWith(digest, StringComparison.Ordinal))
            return Refused(comment, $"{digest} is not the digest of the present plan", "copy it from the comment above");
        if (report.Judgement?.Override is not { } standing)
            return Refused(comment, "nobody has asked for an override of this plan yet", $"say `/countersign override {plan.Digest.Short} because …` first");
        var counts = command is Command.Override ? standing.Request.CommentId == comment.Id : standing.By.Any(p => p.Id == comment.By.Id);
        return !counts && standing.Remarks.FirstOrDefault() is { } why
            ? Refused(comment, why, "the notes in the comment above say how the override stands")
            : new(Reaction.Done, null);
    }

    private async Task<AnswerText> OfDeploy(LoadedChange loaded, Comment comment, ReviewReport report, CancellationToken cancellation)
    {
        if (!await MayPush(loaded, comment, cancellation))
            return Refused(comment, "deploying needs the right to push to the repository", "ask someone who has it");
        return loaded.Change.State is Changes.ChangeState.Merged
            ? new(report.Deployments.Any(d => d is TargetProgress.Failed or TargetProgress.Refused) ? Reaction.Refused : Reaction.Done, null)
            : Refused(comment, "the change has not landed yet", "merge it first; what is signed is then applied");
    }

    private async Task<AnswerText> OfRollback(LoadedChange loaded, Comment comment, ReviewReport report, CancellationToken cancellation)
    {
        if (!await MayPush(loaded, comment, cancellation))
            return Refused(comment, "a rollback needs the right to push to the repository", "ask someone who has it");
        return report.Plan is { IsEmpty: false } plan
            ? new(Reaction.Done, Replies.Rollback(plan))
            : Refused(comment, "there is nothing to undo", "look at the comment above");
    }

    private async Task<bool> MayPush(LoadedChange loaded, Comment comment, CancellationToken cancellation) =>
        (await forge.ReadAuthority(loaded.Repository, comment.By, [], cancellation)).Role >= RepositoryRole.Write;

    private static AnswerText Refused(Comment comment, string problem, string nextStep) =>
        new(Reaction.Refused, Replies.Refused(comment.By, problem, nextStep));
}
