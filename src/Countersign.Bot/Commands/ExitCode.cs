namespace Countersign.Bot.Commands;

/// <summary>Exit codes of all commands but `ledger verify`, whose own are those of <see cref="Ledger.Breakage"/>.</summary>
internal static class ExitCode
{
    /// <summary>Done; of a review: clear.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: the policy has mistakes, the target was not accepted.</summary>
    public const int No = 1;

    /// <summary>There is no answer: bad arguments, or something that it needs is missing or cannot be read.</summary>
    public const int CannotRun = 2;

    /// <summary>A review is pending.</summary>
    public const int Pending = 10;

    /// <summary>A review is refused.</summary>
    public const int Refused = 11;

    /// <summary>The person at the terminal ended it, as shells say it (128 and the number of SIGINT).</summary>
    public const int Interrupted = 130;
}
