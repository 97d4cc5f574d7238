using Countersign.Changes;
using Countersign.Forges.GitHub.Answers;

namespace Countersign.Forges.GitHub;

/// <summary>Accounts as GitHub describes them.</summary>
internal static class Accounts
{
    /// <summary>GitHub commits on behalf of people under this account (merge button, web editor); it is nobody's hand.</summary>
    private const string WebCommitter = "web-flow";

    /// <summary>Whoever deleted their account. Never counts, since only ordinary users are no bots.</summary>
    internal static Person Ghost { get; } = new(new UserId(0), "ghost", IsBot: true);

    /// <summary>Null when GitHub names nobody. Anything that is not plainly a user is a bot: bots never count (INV-18).</summary>
    internal static Person? Read(AccountAnswer? answer) => answer is { Id: > 0 and { } id, Login: { Length: > 0 } login }
        ? new(new UserId(id), login, answer.Type != "User" || login.EndsWith("[bot]", StringComparison.Ordinal))
        : null;

    internal static bool IsWebCommitter(AccountAnswer? answer) => answer?.Login == WebCommitter;
}
