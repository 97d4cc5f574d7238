using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Checks;
using Countersign.Sandbox.Comments;
using Countersign.Sandbox.Environments;
using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Repositories;

/// <summary>A repository of the forge, and what people do to it. Its files and history are a real bare repository.</summary>
public sealed partial class SandboxRepository : IDisposable
{
    private int lastNumber;

    internal SandboxRepository(ForgeState forge, long id, Actor owner, string name)
    {
        (Forge, Id, Owner, Name, CreatedAt) = (forge, id, owner, name, forge.Now());
        Git = new GitStore(Path.Combine(forge.DataDirectory, $"{id}.git"));
        Queue = new MergeQueue(this);
    }

    /// <summary>The numeric id, which a rename does not change.</summary>
    public long Id { get; }

    /// <summary>The user or organisation that owns it; an admin of it.</summary>
    public Actor Owner { get; }

    /// <summary>The name, without the owner.</summary>
    public string Name { get; private set; }

    /// <summary><c>owner/name</c>.</summary>
    public string FullName => $"{Owner.Login}/{Name}";

    /// <summary>The address for <c>git clone</c>.</summary>
    public Uri CloneUrl => new(Forge.Web($"{FullName}.git"));

    /// <summary>Where the bare repository lies on disk. Reading is free; write through operations.</summary>
    public string GitDirectory => Git.Directory;

    /// <summary>The default branch.</summary>
    public string DefaultBranch { get; } = "main";

    /// <summary>Everybody may read a public repository.</summary>
    public bool Private { get; set; } = true;

    /// <summary>The repository this one was forked from.</summary>
    public SandboxRepository? ForkOf { get; internal init; }

    /// <summary>Its pull requests, oldest first.</summary>
    public IReadOnlyList<SandboxPullRequest> PullRequests => PullRequestList;

    /// <summary>Its check runs, oldest first.</summary>
    public IReadOnlyList<CheckRun> CheckRuns => CheckRunList;

    /// <summary>Its commit statuses, oldest first.</summary>
    public IReadOnlyList<CommitStatus> Statuses => StatusList;

    /// <summary>Its deployments, oldest first.</summary>
    public IReadOnlyList<DeploymentRecord> Deployments => DeploymentList;

    /// <summary>The merge queue of its protected branches.</summary>
    public MergeQueue Queue { get; }

    internal ForgeState Forge { get; }

    internal GitStore Git { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal List<string> FormerNames { get; } = [];

    internal List<SandboxPullRequest> PullRequestList { get; } = [];

    internal List<CheckRun> CheckRunList { get; } = [];

    internal List<CommitStatus> StatusList { get; } = [];

    internal List<DeploymentRecord> DeploymentList { get; } = [];

    internal List<BranchActivity> ActivityList { get; } = [];

    internal List<Comment> CommentList { get; } = [];

    internal Dictionary<string, BranchProtection> Protections { get; } = new(StringComparer.Ordinal);

    internal Dictionary<Actor, Role> Collaborators { get; } = [];

    internal Dictionary<Team, Role> TeamRoles { get; } = [];

    internal List<Webhook> Webhooks { get; } = [];

    internal int NextNumber() => ++lastNumber;

    /// <summary>The pull request of this number.</summary>
    public SandboxPullRequest PullRequest(int number) =>
        PullRequestList.Find(pull => pull.Number == number) ?? throw RefusedException.NotFound();

    /// <summary>The commit a branch is at, or null when there is no such branch.</summary>
    public string? Tip(string branch)
    {
        lock (Forge.Gate) return Git.Read.Branch(branch);
    }

    /// <summary>The bytes of a file at a branch, tag or commit; null when absent.</summary>
    public byte[]? File(string at, string path)
    {
        lock (Forge.Gate) return Git.Read.Resolve(at) is { } commit ? Git.Read.File(commit, path) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => Git.Dispose();

    internal GitIdentity WebFlow => Forge.Actors.WebFlow.Identity;
}
