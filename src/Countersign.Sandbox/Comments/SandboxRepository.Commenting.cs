using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Comments;

namespace Countersign.Sandbox.Repositories;

/// <content>Comments and reactions.</content>
public sealed partial class SandboxRepository
{
    internal Comment AddComment(Actor author, int number, string body)
    {
        Demand(author, Role.Read);
        CommentLimit.Check(body);
        var comment = new Comment(Forge.NextId(), PullRequest(number).Number, author, body, Forge.Now());
        CommentList.Add(comment);
        EmitComment("created", author, comment);
        return comment;
    }

    internal void EditComment(Actor actor, Comment comment, string body)
    {
        if (actor != comment.Author) Demand(actor, Role.Write);
        CommentLimit.Check(body);
        var changes = new { body = new { from = comment.Body } };
        (comment.Body, comment.UpdatedAt) = (body, Forge.Now());
        EmitComment("edited", actor, comment, new { changes });
    }

    internal void DeleteComment(Actor actor, Comment comment)
    {
        if (actor != comment.Author) Demand(actor, Role.Write);
        CommentList.Remove(comment);
        EmitComment("deleted", actor, comment);
    }

    /// <summary>Adds a reaction; the same one by the same person is there once.</summary>
    internal (Reaction Reaction, bool IsNew) React(Actor actor, Comment comment, string content)
    {
        Demand(actor, Role.Read);
        if (!Reaction.Known.Contains(content)) throw RefusedException.Invalid("Reaction", "content", $"`{content}` is not a reaction", "invalid");
        if (comment.ReactionList.Find(reaction => reaction.Author == actor && reaction.Content == content) is { } existing)
        {
            return (existing, false);
        }

        var added = new Reaction(Forge.NextId(), actor, content, Forge.Now());
        comment.ReactionList.Add(added);
        return (added, true);
    }

    private void EmitComment(string action, Actor sender, Comment comment, object? more = null)
    {
        PullRequest(comment.Number).Touch();
        Emit("issue_comment", action, sender, CommentShape.EventDetails(this, comment, more));
    }
}
