using Countersign.Analysis;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>`.countersign.yml` after reading: everything in it is known to be meaningful.</summary>
/// <param name="Digest">SHA-256 of the file's bytes; recorded with every verdict.</param>
/// <param name="Default">Applies to a statement that no rule with a requirement matches.</param>
public sealed record PolicyFile(
    Digest Digest, ImmutableArray<TargetPolicy> Targets, ImmutableArray<PolicyRule> Rules, Requirement Default)
{
    /// <summary>Ids of remarks that this repository does not want; they are not shown, and no rule asks for them.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>Who may grant an override, and how many of them must; null when nobody can (INV-21).</summary>
    public Requirement? Override { get; init; }

    /// <summary>The findings that policy does not ignore.</summary>
    public ImmutableArray<Finding> Heeded(ImmutableArray<Finding> findings) => [.. findings.Where(f => !Ignored.Contains(f.Rule))];

    /// <summary>Where the policy lives in a governed repository.</summary>
    public const string Path = ".countersign.yml";
}

/// <summary>When an approved plan is applied.</summary>
public enum DeployTrigger
{
    /// <summary>As soon as the change has landed.</summary>
    OnMerge,

    /// <summary>When a person says `/countersign deploy`.</summary>
    OnCommand,
}

/// <summary>One production system as policy describes it.</summary>
/// <param name="Scripts">Globs of versioned scripts.</param>
/// <param name="Repeatable">Globs of repeatable scripts.</param>
/// <param name="Connection">A name in the bot's own configuration; never a secret.</param>
/// <param name="ServerVersion">Server major (PostgreSQL 13–18); the parser of that major reads the scripts.</param>
/// <param name="SearchPath">PostgreSQL: schemas that unqualified names resolve in, in order; `public` unless policy says otherwise.</param>
public sealed record TargetPolicy(
    TargetName Name,
    string Environment,
    Dialect Dialect,
    ImmutableArray<PathGlob> Scripts,
    ImmutableArray<PathGlob> Repeatable,
    string Connection,
    DeployTrigger Deploy,
    DeployWindow? Window,
    int? ServerVersion,
    ImmutableArray<string> SearchPath)
{
    /// <summary>Whether its plans are rehearsed.</summary>
    public RehearsalMode Rehearsal { get; init; } = RehearsalMode.WhenPossible;

    /// <summary>SQL Server: what follows when somebody else changed its schema.</summary>
    public DriftMode Drift { get; init; } = DriftMode.Off;

    /// <summary>
    /// Whether its schema is compared with the one that it was left with before anything runs. On PostgreSQL it is read for the
    /// rehearsal anyway.
    /// </summary>
    public bool WatchesDrift => Dialect switch
    {
        Dialect.PostgreSql => Rehearsal != RehearsalMode.Off,
        Dialect.SqlServer => Drift != DriftMode.Off,
        _ => false,
    };

    /// <summary>How its units are held to what was rehearsed and signed.</summary>
    public EnforcementPolicy Enforcement { get; init; } = EnforcementPolicy.Default;

    /// <summary>
    /// The same target with the stricter of its own and another policy's settings: a change that is judged by two policies
    /// is rehearsed, watched and held by both.
    /// </summary>
    public TargetPolicy Hardened(TargetPolicy? other) => other is null ? this : this with
    {
        Rehearsal = Rehearsal > other.Rehearsal ? Rehearsal : other.Rehearsal,
        Drift = Drift > other.Drift ? Drift : other.Drift,
        Enforcement = EnforcementPolicy.Stricter(Enforcement, other.Enforcement),
    };

    /// <summary>SQL Server: the database's compatibility level, whose grammar reads the scripts; null means 160.</summary>
    public int? CompatibilityLevel { get; init; }

    /// <summary>
    /// SQL Server: path of the `.sqlproj` whose folder declares the database; null where scripts change it. The deployment script
    /// between the project on the base branch and at the head is then what is signed.
    /// </summary>
    public string? Project { get; init; }

    /// <summary>How the deployment script of <see cref="Project"/> is made.</summary>
    public ProjectOptions ProjectOptions { get; init; } = ProjectOptions.Default;

    /// <summary>Schemas in which a name without one could resolve.</summary>
    public ImmutableArray<string> DefaultSchemas => Dialect switch
    {
        Dialect.PostgreSql => SearchPath,
        Dialect.SqlServer => ["dbo"],
        Dialect.Sqlite => ["main", "temp"],
        _ => [],
    };

    /// <summary>
    /// True where files describe the wanted state and are edited in place: nothing in them is immutable or ordered by name.
    /// </summary>
    public bool IsDeclarative => Dialect is Dialect.Terraform or Dialect.Kubernetes || Project is not null;
}

/// <summary>Hours of the week in which a target may be deployed to. Times are in <paramref name="TimeZone"/> (IANA name).</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; earlier than <paramref name="From"/> means past midnight.</param>
public sealed record DeployWindow(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To, string TimeZone);

/// <summary>One entry under `rules:`. Every matching rule applies; requirements add up.</summary>
/// <param name="Name">How the rule calls itself; quoted in every sentence about it.</param>
/// <param name="Line">1-based line in the policy file.</param>
public sealed record PolicyRule(string Name, int Line, RuleCondition When, RuleOutcome Then);

/// <summary>What a rule matches. Every key given must match; within a key, one entry suffices. Empty arrays mean "any".</summary>
/// <param name="Effects">Words of <see cref="Effect.Word"/>.</param>
/// <param name="Objects">Patterns over `schema.name`.</param>
/// <param name="Findings">Rule ids.</param>
/// <param name="Kinds">Commands, e.g. `CREATE INDEX`, any case.</param>
/// <param name="Paths">Globs over the script's path.</param>
public sealed record RuleCondition(
    ImmutableArray<string> Effects,
    ImmutableArray<TargetName> Targets,
    ImmutableArray<string> Environments,
    ImmutableArray<ObjectPattern> Objects,
    ImmutableArray<string> Findings,
    ImmutableArray<string> Kinds,
    ImmutableArray<PathGlob> Paths)
{
    /// <summary>Matches every statement.</summary>
    public static RuleCondition Always { get; } = new([], [], [], [], [], [], []);
}

/// <summary>What a rule asks for. Closed.</summary>
public abstract record RuleOutcome
{
    private RuleOutcome() { }

    /// <summary>Sign-offs.</summary>
    public sealed record Require(Requirement Requirement) : RuleOutcome;

    /// <summary>Never, whoever signs; <paramref name="Because"/> is shown.</summary>
    public sealed record Refuse(string Because) : RuleOutcome;
}

/// <summary>So many different people out of these.</summary>
public sealed record Requirement(int Count, ImmutableArray<Principal> From);

/// <summary>Whom policy trusts to sign. Closed.</summary>
public abstract record Principal
{
    private Principal() { }

    /// <summary>`team:dba`: a team of the repository's organisation, by slug.</summary>
    public sealed record Team(string Slug) : Principal;

    /// <summary>`user:ana`.</summary>
    public sealed record User(string Login) : Principal;

    /// <summary>`role:write`: everyone with at least this role on the repository.</summary>
    public sealed record Role(RepositoryRole AtLeast) : Principal;

    /// <summary>`codeowners`: the owners of the script's path by CODEOWNERS of the base branch.</summary>
    public sealed record Codeowners : Principal;

    /// <summary>As written in policy.</summary>
    public sealed override string ToString() => this switch
    {
        Team t => "team:" + t.Slug,
        User u => "user:" + u.Login,
        Role r => "role:" + r.AtLeast.ToString().ToLowerInvariant(),
        Codeowners => "codeowners",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What an account may do in a repository, weakest first.</summary>
public enum RepositoryRole
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read.</summary>
    Read,

    /// <summary>Read, and manage issues.</summary>
    Triage,

    /// <summary>Push.</summary>
    Write,

    /// <summary>Push, and manage the repository without its dangerous settings.</summary>
    Maintain,

    /// <summary>Everything.</summary>
    Admin,
}
