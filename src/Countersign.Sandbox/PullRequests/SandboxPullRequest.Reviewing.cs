using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.PullRequests;

/// <content>Reviews.</content>
public sealed partial class SandboxPullRequest
{
    /// <summary>Approves a commit: the head, or an older one that the reviewer had open.</summary>
    public Review Approve(Actor reviewer, string body = "", string? commit = null) =>
        Submit(reviewer, ReviewState.Approved, body, commit);

    /// <summary>Requests changes.</summary>
    public Review RequestChanges(Actor reviewer, string body, string? commit = null) =>
        Submit(reviewer, ReviewState.ChangesRequested, body, commit);

    /// <summary>Reviews without an opinion.</summary>
    public Review ReviewWithComment(Actor reviewer, string body, string? commit = null) =>
        Submit(reviewer, ReviewState.Commented, body, commit);

    /// <summary>Takes an opinion away.</summary>
    public void Dismiss(Actor actor, Review review, string message)
    {
        lock (Forge.Gate)
        {
            Repository.Demand(actor, Role.Write);
            if (review.State is not (ReviewState.Approved or ReviewState.ChangesRequested))
            {
                throw RefusedException.Unprocessable("Can not dismiss a commented or pending pull request review");
            }

            RememberBefore();
            DismissReview(actor, review, message);
        }
    }

    /// <summary>Changes the text of a review, as its author.</summary>
    public void EditReview(Actor actor, Review review, string body)
    {
        lock (Forge.Gate)
        {
            if (actor != review.Author) throw RefusedException.Forbidden("only the author of a review edits it");
            var changes = new { body = new { from = review.Body } };
            review.Body = body;
            EmitReview("edited", actor, review, new { changes });
        }
    }

    internal Review Submit(Actor reviewer, ReviewState state, string body, string? commit)
    {
        lock (Forge.Gate)
        {
            Repository.Demand(reviewer, Role.Read);
            RefuseOwn(reviewer, state);
            if (state is ReviewState.Commented or ReviewState.ChangesRequested && body.Length == 0)
            {
                throw RefusedException.Unprocessable("Review body can't be blank");
            }

            if (commit is not null && !Repository.Git.Read.HasCommit(commit))
            {
                throw RefusedException.Unprocessable("The commit_id is not part of the pull request");
            }

            RememberBefore();
            var review = new Review(Forge.NextId(), reviewer, state, body, commit ?? HeadSha, Forge.Now());
            ReviewList.Add(review);
            if (state != ReviewState.Pending) Announce(review);
            return review;
        }
    }

    internal void SubmitPending(Actor reviewer, Review review, ReviewState state, string? body)
    {
        if (review.State != ReviewState.Pending || review.Author != reviewer) throw RefusedException.NotFound();
        RefuseOwn(reviewer, state);
        (review.State, review.Body, review.SubmittedAt) = (state, body ?? review.Body, Forge.Now());
        Announce(review);
    }

    internal void DismissReview(Actor actor, Review review, string message)
    {
        review.State = ReviewState.Dismissed;
        Note("review_dismissed", actor, review.CommitId);
        EmitReview("dismissed", actor, review, new { message });
    }

    private void Announce(Review review)
    {
        Note("reviewed", review.Author, review.CommitId);
        EmitReview("submitted", review.Author, review);
    }

    private void EmitReview(string action, Actor sender, Review review, object? more = null)
    {
        Touch();
        Repository.Emit("pull_request_review", action, sender, ReviewShape.EventDetails(this, review, more));
    }

    private void RefuseOwn(Actor reviewer, ReviewState state)
    {
        if (reviewer != Author) return;
        if (state == ReviewState.Approved) throw RefusedException.Unprocessable("Can not approve your own pull request");
        if (state == ReviewState.ChangesRequested) throw RefusedException.Unprocessable("Can not request changes on your own pull request");
    }
}
