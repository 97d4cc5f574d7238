using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Comments;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>The conversation: comments and reactions.</summary>
internal static class CommentRoutes
{
    private const string One = "repos/{owner}/{repo}/issues/comments/{id:long}";

    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}/issues/{number:int}", call => ApiAnswer.Json(CommentShape.Issue(call.PullRequest(Needs.ReadIssues))));
        api.Get("repos/{owner}/{repo}/issues/{number:int}/comments", List);
        api.Post("repos/{owner}/{repo}/issues/{number:int}/comments", Create);
        api.Get(One, Get);
        api.Patch(One, Update);
        api.Delete(One, Delete);
        api.Get(One + "/reactions", Reactions);
        api.Post(One + "/reactions", React);
        api.Delete(One + "/reactions/{reaction:long}", Unreact);
    }

    private static ApiAnswer List(ApiCall call)
    {
        var pull = call.PullRequest(Needs.ReadIssues);
        var since = DateTimeOffset.TryParse(call.Query("since"), out var given) ? given : DateTimeOffset.MinValue;
        return call.Page(pull.Comments.Where(comment => comment.UpdatedAt >= since), comment => CommentShape.Of(pull.Repository, comment));
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var pull = call.PullRequest(Needs.WriteIssues);
        var comment = pull.Comment(call.Actor, call.RequiredText("IssueComment", "body"));
        return ApiAnswer.Created(CommentShape.Of(pull.Repository, comment));
    }

    private static ApiAnswer Get(ApiCall call)
    {
        var (repository, comment) = Find(call, Needs.ReadIssues);
        return ApiAnswer.Json(CommentShape.Of(repository, comment));
    }

    private static ApiAnswer Update(ApiCall call)
    {
        var (repository, comment) = Find(call, Needs.WriteIssues);
        repository.EditComment(call.Actor, comment, call.RequiredText("IssueComment", "body"));
        return ApiAnswer.Json(CommentShape.Of(repository, comment));
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        var (repository, comment) = Find(call, Needs.WriteIssues);
        repository.DeleteComment(call.Actor, comment);
        return ApiAnswer.Empty();
    }

    private static ApiAnswer Reactions(ApiCall call)
    {
        var (_, comment) = Find(call, Needs.ReadIssues);
        var content = call.Query("content");
        return call.Page(
            comment.Reactions.Where(reaction => content is null || reaction.Content == content),
            reaction => CommentShape.Reaction(call.Forge, reaction));
    }

    private static ApiAnswer React(ApiCall call)
    {
        var (repository, comment) = Find(call, Needs.WriteIssues);
        var (reaction, isNew) = repository.React(call.Actor, comment, call.RequiredText("Reaction", "content"));
        return ApiAnswer.Json(CommentShape.Reaction(call.Forge, reaction), isNew ? 201 : 200);
    }

    private static ApiAnswer Unreact(ApiCall call)
    {
        var (_, comment) = Find(call, Needs.WriteIssues);
        var removed = comment.ReactionList.RemoveAll(reaction => reaction.Id == call.Number("reaction") && reaction.Author == call.Actor);
        return removed > 0 ? ApiAnswer.Empty() : throw RefusedException.NotFound();
    }

    private static (SandboxRepository Repository, Comment Comment) Find(ApiCall call, Needs needs)
    {
        var repository = call.Repository(needs);
        return (repository, repository.CommentList.Find(comment => comment.Id == call.Number("id")) ?? throw RefusedException.NotFound());
    }
}
