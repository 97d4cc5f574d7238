using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Comments;

namespace Countersign.Sandbox.PullRequests;

/// <content>Comments.</content>
public sealed partial class SandboxPullRequest
{
    /// <summary>Writes a comment.</summary>
    public Comment Comment(Actor author, string body)
    {
        lock (Forge.Gate) return Repository.AddComment(author, Number, body);
    }

    /// <summary>Changes a comment, as its author or with write access.</summary>
    public void EditComment(Actor actor, Comment comment, string body)
    {
        lock (Forge.Gate) Repository.EditComment(actor, comment, body);
    }

    /// <summary>Deletes a comment, as its author or with write access.</summary>
    public void DeleteComment(Actor actor, Comment comment)
    {
        lock (Forge.Gate) Repository.DeleteComment(actor, comment);
    }
}
