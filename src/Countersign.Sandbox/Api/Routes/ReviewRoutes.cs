using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Reviews of a pull request, oldest first.</summary>
internal static class ReviewRoutes
{
    private const string Reviews = "repos/{owner}/{repo}/pulls/{number:int}/reviews";

    public static void Map(ApiRoutes api)
    {
        api.Get(Reviews, List);
        api.Post(Reviews, Create);
        api.Get(Reviews + "/{id:long}", call => Shape(call, Needs.ReadPulls, (_, _) => { }));
        api.Put(Reviews + "/{id:long}", call => Shape(call, Needs.Review, (pull, review) =>
            pull.EditReview(call.Actor, review, call.RequiredText("PullRequestReview", "body"))));
        api.Post(Reviews + "/{id:long}/events", call => Shape(call, Needs.Review, (pull, review) =>
            pull.SubmitPending(call.Actor, review, Event(call) ?? throw Missing(), call.Text("body"))));
        api.Put(Reviews + "/{id:long}/dismissals", call => Shape(call, Needs.Review, (pull, review) =>
            pull.Dismiss(call.Actor, review, call.RequiredText("PullRequestReview", "message"))));
        api.Get("repos/{owner}/{repo}/pulls/{number:int}/comments", call =>
        {
            call.PullRequest(Needs.ReadPulls);
            return call.Page(Array.Empty<object>(), comment => comment);
        });
    }

    private static ApiAnswer List(ApiCall call)
    {
        var pull = call.PullRequest(Needs.ReadPulls);
        var stale = call.Forge.Switches.TakeStale(pull, call.Forge.Options.Time.GetUtcNow());
        IEnumerable<Review> reviews = stale is null ? pull.Reviews : stale.Reviews;
        var visible = reviews.Where(review => review.State != ReviewState.Pending || review.Author == call.Actor);
        return call.Page(visible, review => ReviewShape.Of(pull, review));
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var pull = call.PullRequest(Needs.Review);
        var review = pull.Submit(call.Actor, Event(call) ?? ReviewState.Pending, call.Text("body") ?? string.Empty, call.Text("commit_id"));
        return ApiAnswer.Json(ReviewShape.Of(pull, review));
    }

    private static ApiAnswer Shape(ApiCall call, Needs needs, Action<SandboxPullRequest, Review> act)
    {
        var pull = call.PullRequest(needs);
        var review = pull.Reviews.FirstOrDefault(review => review.Id == call.Number("id")) ?? throw RefusedException.NotFound();
        act(pull, review);
        return ApiAnswer.Json(ReviewShape.Of(pull, review));
    }

    private static ReviewState? Event(ApiCall call) => call.Text("event") switch
    {
        null => null,
        "APPROVE" => ReviewState.Approved,
        "REQUEST_CHANGES" => ReviewState.ChangesRequested,
        "COMMENT" => ReviewState.Commented,
        _ => throw Missing(),
    };

    private static RefusedException Missing() => RefusedException.Invalid("PullRequestReview", "event", "event is not included in the list", "invalid");
}
