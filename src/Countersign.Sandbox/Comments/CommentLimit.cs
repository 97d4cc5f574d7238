using System.Text;

namespace Countersign.Sandbox.Comments;

/// <summary>
/// How long a comment may be. GitHub says 65,536 characters; 262,144 bytes of UTF-8 have been measured too, so
/// the stricter of both refuses here.
/// </summary>
internal static class CommentLimit
{
    private const int Characters = 65_536;
    private const int Bytes = 262_144;

    public static void Check(string body)
    {
        if (body.Length == 0) throw RefusedException.Invalid("IssueComment", "body", "body can't be blank", "missing_field");
        if (body.Length > Characters || Encoding.UTF8.GetByteCount(body) > Bytes)
        {
            throw RefusedException.Invalid("IssueComment", "body", "body is too long (maximum is 65536 characters)", "unprocessable");
        }
    }
}
