using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Who moved which branch, newest first, and the search for accounts by e-mail.</summary>
internal static class ActivityRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}/activity", Activity);
        api.Get("search/users", SearchUsers);
    }

    private static ApiAnswer Activity(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var branch = call.Query("ref") is { } name ? name.Replace("refs/heads/", "", StringComparison.Ordinal) : null;
        var moves = repository.ActivityList.Where(move => branch is null || move.Branch == branch).Reverse();
        return call.Page(moves, move => Shape(repository, move));
    }

    /// <summary>Only what <c>"address" in:email</c> finds; real search finds public addresses only.</summary>
    private static ApiAnswer SearchUsers(ApiCall call)
    {
        var words = (call.Query("q") ?? "").Split(' ');
        if (words is not [var quoted, "in:email"]) throw RefusedException.Unprocessable("the sandbox searches users by `\"address\" in:email` only");
        var found = call.Forge.Actors.FindByEmail(quoted.Trim('"'));
        var items = found is null ? [] : new[] { AccountShape.Of(call.Forge, found) };
        return ApiAnswer.Json(new { total_count = items.Length, incomplete_results = false, items });
    }

    private static object Shape(SandboxRepository repository, BranchActivity move) => new
    {
        id = move.Id,
        node_id = NodeId.Of("Push", move.Id),
        before = move.Before ?? BranchMoves.NoCommit,
        after = move.After ?? BranchMoves.NoCommit,
        @ref = $"refs/heads/{move.Branch}",
        timestamp = move.At,
        activity_type = move.Kind,
        actor = AccountShape.Of(repository.Forge, move.Actor),
    };
}
