using System.Globalization;
using System.Text.Json;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Policy;
using Countersign.SignOffs;
using Microsoft.Extensions.Time.Testing;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>A message of the forge; nobody promises that it comes, when, or how often.</summary>
internal sealed record SimulatedDelivery(string Guid, string Event, string Body);

/// <summary>The forge as it really is. What a process gets to see of it is <see cref="ForgeView"/>.</summary>
internal sealed class SimulatedForge
{
    public static readonly RepositoryRef Repository = new(new(7), "acme", "shop");
    public static readonly Person Author = new(new(11), "author", false);
    public static readonly Person Dan = new(new(12), "dan", false);
    public static readonly Person Eve = new(new(13), "eve", false);
    public static readonly Person Root = new(new(14), "root", false);
    public static readonly Person Bot = new(new(99), "countersign[bot]", true);

    private const string Policy = """
        version: 1
        targets:
          - name: shop-prod
            environment: production
            dialect: sqlite
            scripts: ["db/*.sql"]
            connection: shop-prod
        default:
          require: { count: 1, from: [role:write] }
        """;

    public const string BasePath = "db/0001-base.sql";

    public const string BaseText =
        "CREATE TABLE effect (id INTEGER PRIMARY KEY, change INTEGER NOT NULL, version INTEGER NOT NULL, step INTEGER NOT NULL);\n";

    private readonly FakeTimeProvider _clock;
    private long _ids = 1000;

    public SimulatedForge(FakeTimeProvider clock)
    {
        _clock = clock;
        Main = Objects.Commit([], [(PolicyFile.Path, Policy), (BasePath, BaseText)]);
    }

    public CommitId Main { get; set; }

    public List<SimulatedPull> Pulls { get; } = [];

    /// <summary>The check on each commit.</summary>
    public Dictionary<CommitId, CheckReport> Checks { get; } = [];

    /// <summary>Messages that have not arrived.</summary>
    public List<SimulatedDelivery> Outbox { get; } = [];

    public DateTimeOffset Now => _clock.GetUtcNow();

    public long NextId() => ++_ids;

    public static RepositoryRole RoleOf(Person person) =>
        person == Dan || person == Author ? RepositoryRole.Write : person == Root ? RepositoryRole.Admin : RepositoryRole.Read;

    public CheckState? CheckOf(SimulatedPull pull) => Checks.TryGetValue(pull.Head, out var check) ? check.State : null;

    /// <summary>Something happened to a pull request: its state is one more, and a message is on its way.</summary>
    public void Happened(SimulatedPull pull, string kind, string action, Person by, object? more = null)
    {
        pull.Remember();
        var body = new Dictionary<string, object?>
        {
            ["action"] = action,
            ["repository"] = new { id = Repository.Id.Value, name = Repository.Name, owner = new { login = Repository.Owner }, default_branch = "main" },
            ["sender"] = Account(by),
            ["pull_request"] = new { number = pull.Number, merged = pull.State is ChangeState.Merged, @base = new { @ref = "main" } },
            ["issue"] = new { number = pull.Number, pull_request = new { url = "there" } },
            ["review"] = more,
        };
        Outbox.Add(new(NextId().ToString(CultureInfo.InvariantCulture), kind, JsonSerializer.Serialize(body)));
    }

    public void Review(SimulatedPull pull, Person by)
    {
        var review = new Review(NextId(), by, ReviewState.Approved, pull.Head, Now, "");
        pull.Reviews = pull.Reviews.Add(review);
        Happened(pull, "pull_request_review", "submitted", by, new
        {
            id = review.Id,
            state = "approved",
            commit_id = pull.Head.Hex,
            submitted_at = Now.ToString("O", CultureInfo.InvariantCulture),
            user = Account(by),
        });
    }

    public void Comment(SimulatedPull pull, Person by, string body, bool isEdited = false)
    {
        pull.Comments = pull.Comments.Add(new(NextId(), by, Now, isEdited ? Now.AddSeconds(1) : Now, body));
        Happened(pull, "issue_comment", "created", by);
    }

    private static object Account(Person person) => new { id = person.Id.Value, login = person.Login, type = person.IsBot ? "Bot" : "User" };
}

/// <summary>A pull request as it really is.</summary>
internal sealed class SimulatedPull(SimulatedForge forge, int number, CommitId head)
{
    /// <summary>How far the forge's copies of its own database may be behind.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    private readonly List<(DateTimeOffset Since, ChangeFacts Facts)> _past = [];

    public int Number { get; } = number;

    public CommitId Head { get; set; } = head;

    public int Commits { get; set; } = 1;

    public ChangeState State { get; set; } = new ChangeState.Open();

    public DateTimeOffset? LandedAt { get; set; }

    public ImmutableArray<Review> Reviews { get; set; } = [];

    public ImmutableArray<Comment> Comments { get; set; } = [];

    public ImmutableArray<ForcePush> ForcePushes { get; set; } = [];

    /// <summary>
    /// A new comment is there and its author does not know it. A forge that in this state also tells old ones would get a second comment,
    /// which nobody can help; so it does not.
    /// </summary>
    public bool IsUnanswered { get; set; }

    public DateTimeOffset UpdatedAt => _past[^1].Since;

    public ChangeFacts Facts => new(
        new(new(SimulatedForge.Repository.Id, Number), SimulatedForge.Repository.FullName, "Change the database", SimulatedForge.Author, Head,
            SimulatedForge.Repository.Id, "main", "main", forge.Main, State, false),
        Reviews, Comments, new([SimulatedForge.Author], []), ForcePushes, Commits)
    {
        LandedAt = LandedAt,
    };

    /// <summary>The bot writes a comment, or writes one over.</summary>
    public long Write(long? existing, string markdown)
    {
        if (Comments.FirstOrDefault(c => c.Id == existing) is { } old)
        {
            Comments = Comments.Replace(old, old with { Body = markdown, UpdatedAt = forge.Now });
            Remember();
            return old.Id;
        }

        IsUnanswered = true;
        Comments = Comments.Add(new(forge.NextId(), SimulatedForge.Bot, forge.Now, forge.Now, markdown));
        Remember();
        return Comments[^1].Id;
    }

    /// <summary>What a mirror of the forge's database that lags behind would say.</summary>
    public ChangeFacts Stale(Random random)
    {
        var oldest = Math.Max(0, _past.FindLastIndex(p => p.Since <= forge.Now - Lag));
        return _past[random.Next(oldest, _past.Count)].Facts;
    }

    /// <summary>To be called whenever it has become another.</summary>
    public void Remember() => _past.Add((forge.Now, Facts));
}
