using System.Security.Cryptography;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api;
using Countersign.Sandbox.Deliveries;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Switches;

namespace Countersign.Sandbox;

/// <summary>
/// A forge in a box: GitHub's REST API, Git over HTTP, webhooks and pages on a loopback port, over real bare
/// repositories. State besides Git lives in memory and ends with it.
/// </summary>
public sealed class SandboxForge : IAsyncDisposable
{
    private readonly ForgeState state;
    private readonly WebApplication web;
    private readonly bool ownsDirectory;

    private SandboxForge(ForgeState state, bool ownsDirectory)
    {
        (this.state, this.ownsDirectory) = (state, ownsDirectory);
        web = SandboxWeb.Build(state, this);
    }

    /// <summary>The web address, with a slash at the end.</summary>
    public Uri BaseUrl => state.BaseUrl;

    /// <summary>The address of the REST API, with a slash at the end, as Octokit wants it.</summary>
    public Uri ApiUrl => new(BaseUrl, "api/v3/");

    /// <summary>What a test can turn on and off.</summary>
    public ForgeSwitches Switches => state.Switches;

    /// <summary>The events on their way.</summary>
    public DeliveryQueue Deliveries => state.Deliveries;

    /// <summary>The requests so far.</summary>
    public Journal Journal => state.Journal;

    /// <summary>Requests the forge did not know; a test asserts that there are none.</summary>
    public IReadOnlyList<JournalEntry> UnknownRequests => state.Journal.Unknown;

    /// <summary>The repositories.</summary>
    public IReadOnlyList<SandboxRepository> Repositories => state.Repositories;

    /// <summary>The accounts.</summary>
    public IReadOnlyList<Actor> Actors => state.Actors.All;

    /// <summary>The apps.</summary>
    public IReadOnlyList<SandboxApp> Apps => state.Apps;

    /// <summary>The teams.</summary>
    public IReadOnlyList<Team> Teams => state.Teams;

    /// <summary>Starts a forge.</summary>
    public static async Task<SandboxForge> StartAsync(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        var directory = options.DataDirectory ?? Directory.CreateTempSubdirectory("countersign-sandbox-").FullName;
        var state = new ForgeState(options, directory);
        var forge = new SandboxForge(state, ownsDirectory: options.DataDirectory is null);
        await forge.web.StartAsync();
        state.BaseUrl = new Uri(new Uri(forge.web.Urls.First()), "/");
        return forge;
    }

    /// <summary>Adds a person; the e-mail maps their commits to them.</summary>
    public Actor AddUser(string login, string? name = null, string? email = null) =>
        AddActor(login, name ?? login, email ?? $"{login}@example.com", ActorKind.User);

    /// <summary>Adds an organisation.</summary>
    public Actor AddOrganization(string login) => AddActor(login, login, $"{login}@organizations.example", ActorKind.Organization);

    /// <summary>Adds a team.</summary>
    public Team AddTeam(Actor organization, string slug, params IEnumerable<Actor> members)
    {
        lock (state.Gate)
        {
            var team = new Team(state.NextId(), organization, slug, members);
            state.Teams.Add(team);
            return team;
        }
    }

    /// <summary>Registers an app. Its JWTs are checked with the public half of the key.</summary>
    public SandboxApp AddApp(string slug, Actor owner, RSA key, Webhook? webhook = null)
    {
        lock (state.Gate)
        {
            var bot = state.Actors.Add(state.NextId(), $"{slug}[bot]", slug, $"{slug}[bot]@users.noreply.example", ActorKind.Bot);
            var app = new SandboxApp(state.NextId(), slug, owner, bot, RSA.Create(key.ExportParameters(includePrivateParameters: false)), webhook);
            state.Apps.Add(app);
            return app;
        }
    }

    /// <summary>Installs an app on all repositories of an account.</summary>
    public Installation Install(SandboxApp app, Actor account)
    {
        lock (state.Gate)
        {
            var installation = new Installation(state.NextId(), app, account);
            app.InstallationList.Add(installation);
            return installation;
        }
    }

    /// <summary>Uninstalls an app: no more events, tokens or access.</summary>
    public void Uninstall(Installation installation)
    {
        lock (state.Gate)
        {
            installation.App.InstallationList.Remove(installation);
            installation.Suspended = true;
        }
    }

    /// <summary>Makes a personal access token of a person.</summary>
    public string TokenOf(Actor person)
    {
        lock (state.Gate) return state.Tokens.Issue(new Caller.AsPerson(person), DateTimeOffset.MaxValue);
    }

    /// <summary>Makes a token of an installation without going through the JWT.</summary>
    public string TokenOf(Installation installation)
    {
        lock (state.Gate)
        {
            var permissions = new Dictionary<string, string>(installation.App.Permissions);
            return state.Tokens.Issue(new Caller.AsInstallation(installation, permissions), state.Now().AddHours(1));
        }
    }

    /// <summary>Ends the life of all installation tokens at once, in the middle of whatever runs.</summary>
    public void ExpireTokens()
    {
        lock (state.Gate) state.Tokens.ExpireInstallationTokens();
    }

    /// <summary>Makes a repository whose default branch holds the given files in one commit.</summary>
    public SandboxRepository CreateRepository(Actor owner, string name, params ImmutableArray<FileChange> files)
    {
        lock (state.Gate)
        {
            if (state.FindRepository(owner.Login, name) is not null) throw RefusedException.Invalid("Repository", "name", "name already exists on this account");
            var repository = new SandboxRepository(state, state.NextId(), owner, name);
            state.Repositories.Add(repository);
            ImmutableArray<FileChange> seed = files.IsDefaultOrEmpty ? [FileChange.Put("README.md", $"# {name}\n")] : files;
            repository.Push(owner, repository.DefaultBranch, new NewCommit("Initial commit", seed));
            return repository;
        }
    }

    /// <summary>The repository of this name, or null.</summary>
    public SandboxRepository? FindRepository(string owner, string name)
    {
        lock (state.Gate) return state.FindRepository(owner, name);
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task WaitForShutdownAsync() => web.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await state.Deliveries.DisposeAsync();
        await web.DisposeAsync();
        foreach (var repository in state.Repositories) repository.Dispose();
        if (ownsDirectory) Directory.Delete(state.DataDirectory, recursive: true);
    }

    private Actor AddActor(string login, string name, string email, ActorKind kind)
    {
        lock (state.Gate) return state.Actors.Add(state.NextId(), login, name, email, kind);
    }
}
