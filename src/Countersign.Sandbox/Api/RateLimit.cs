using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Api;

/// <summary>GitHub's primary limit: 5,000 requests an hour for each account or installation.</summary>
internal sealed class RateLimit(TimeProvider time)
{
    public const int PerHour = 5000;

    private readonly Dictionary<Actor, Window> windows = [];

    /// <summary>The window of an account, a new one when the last has ended.</summary>
    public Window Of(Actor actor)
    {
        if (!windows.TryGetValue(actor, out var window) || window.Reset <= time.GetUtcNow())
        {
            windows[actor] = window = new Window(time.GetUtcNow().AddHours(1));
        }

        return window;
    }

    internal sealed class Window(DateTimeOffset reset)
    {
        public int Used { get; set; }

        public DateTimeOffset Reset { get; } = reset;

        public object Shape => new { limit = PerHour, used = Used, remaining = Remaining, reset = Reset.ToUnixTimeSeconds() };

        public int Remaining => Math.Max(0, PerHour - Used);
    }
}
