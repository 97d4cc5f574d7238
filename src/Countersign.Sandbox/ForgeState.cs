using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api;
using Countersign.Sandbox.Deliveries;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Switches;

namespace Countersign.Sandbox;

/// <summary>
/// Everything the forge knows besides Git. One lock guards it: every request and every operation runs alone,
/// so that a test never sees half of a change (the nasty half-states are switches, not accidents).
/// </summary>
internal sealed class ForgeState(SandboxOptions options, string dataDirectory)
{
    private long lastId = 1000;

    public Lock Gate { get; } = new();

    public string DataDirectory { get; } = dataDirectory;

    public SandboxOptions Options { get; } = options;

    public Uri BaseUrl { get; set; } = new("http://127.0.0.1/");

    public string Api(string path) => $"{BaseUrl}api/v3/{path}";

    public string Web(string path) => $"{BaseUrl}{path}";

    public ForgeSwitches Switches { get; } = new();

    public Journal Journal { get; } = new();

    public DeliveryQueue Deliveries { get; } = new(options.Time);

    public ActorDirectory Actors { get; } = new();

    public Tokens Tokens { get; } = new(options.Time);

    public RateLimit RateLimit { get; } = new(options.Time);

    public List<Team> Teams { get; } = [];

    public List<SandboxApp> Apps { get; } = [];

    public List<SandboxRepository> Repositories { get; } = [];

    /// <summary>GitHub's ids are unique per kind; unique over all kinds is also that.</summary>
    public long NextId() => Interlocked.Increment(ref lastId);

    /// <summary>GitHub's timestamps have whole seconds.</summary>
    public DateTimeOffset Now()
    {
        var now = Options.Time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    public SandboxRepository? FindRepository(string owner, string name) => Repositories.Find(repository =>
        repository.Owner.Login.Equals(owner, StringComparison.OrdinalIgnoreCase)
        && repository.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public SandboxRepository? FindFormerRepository(string owner, string name) =>
        Repositories.Find(repository => repository.FormerNames.Contains($"{owner}/{name}", StringComparer.OrdinalIgnoreCase));
}
