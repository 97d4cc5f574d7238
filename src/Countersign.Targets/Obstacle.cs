using System.Diagnostics.CodeAnalysis;

namespace Countersign.Targets;

/// <summary>Why nothing was sent, in a form that is safe to show.</summary>
/// <param name="Code">The server's code or a word of ours; see the guide of the dialect.</param>
/// <param name="MayRetry">True when waiting may be enough.</param>
internal sealed record Obstacle(string Code, string Because, bool MayRetry);

/// <summary>A session that may be used, or why it may not. Closed.</summary>
internal abstract record Opening<TSession>
    where TSession : class
{
    private Opening() { }

    /// <summary>True gives the session, false the obstacle.</summary>
    internal bool Succeeded([NotNullWhen(true)] out TSession? session, [NotNullWhen(false)] out Obstacle? obstacle)
    {
        session = this is Ready ready ? ready.Session : null;
        obstacle = this is Blocked blocked ? blocked.Obstacle : null;
        return session is not null;
    }

    /// <summary>Open and checked.</summary>
    internal sealed record Ready(TSession Session) : Opening<TSession>;

    /// <summary>Closed again.</summary>
    internal sealed record Blocked(Obstacle Obstacle) : Opening<TSession>;
}
