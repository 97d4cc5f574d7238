using System.Collections.Concurrent;
using System.Globalization;
using Countersign.Changes;

namespace Countersign.Forges.Git;

/// <summary>How repositories of one forge are mirrored.</summary>
/// <param name="Directory">Where the mirrors live; one directory a forge, since ids of two forges may coincide.</param>
/// <param name="Timeout">For one fetch; the process is killed after it.</param>
/// <param name="AllowPlainHttp">True lets credentials go over `http` to other machines. Loopback may always.</param>
public sealed record GitMirrorOptions(string Directory, TimeSpan Timeout, bool AllowPlainHttp = false)
{
    /// <summary>The git executable.</summary>
    public string Executable { get; init; } = "git";
}

/// <summary>
/// One bare mirror a repository, named by its immutable id (INV-04). The git executable fetches, since LibGit2Sharp
/// packs in-process and is some forty times slower at it; <see cref="GitRepository"/> reads.
/// </summary>
/// <remarks>Not sealed: simulations, which run no process, put one over objects that are there already in its place.</remarks>
public class GitMirrors(GitMirrorOptions options, TimeProvider time)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<RepositoryId, SemaphoreSlim> _turns = new();
    private readonly GitProcess _git = new(options.Executable, options.Timeout, time);

    /// <summary>Brings what is wanted into the mirror. Fetches of one repository take turns, over processes too.</summary>
    /// <returns>One entry for each thing wanted, in that order.</returns>
    /// <exception cref="ForgeUnavailableException">When the forge or git fails; the message is safe to show.</exception>
    /// <exception cref="GitContentException">When a name is not one that Git allows.</exception>
    public virtual async Task<ImmutableArray<ReferenceMove>> Fetch(
        RepositoryId repository, GitRemote remote, IReadOnlyList<GitWant> wants, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(remote);
        ArgumentNullException.ThrowIfNull(wants);
        foreach (var want in wants) want.Check();
        CheckAddress(remote.Url);
        var turn = _turns.GetOrAdd(repository, _ => new(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            var path = PathOf(repository);
            Directory.CreateDirectory(path);
            using var lease = await Lock(path + ".lock", cancellation);
            RemoveStaleLocks(path);
            if (!File.Exists(Path.Combine(path, "HEAD")))
                await _git.Run(["init", "--quiet", "--bare", "--template=", "--", path], [], "", cancellation);
            return await FetchInto(path, remote, wants, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Opens the mirror for reading. Open one for each piece of work, and dispose it: it is not for several threads.</summary>
    /// <exception cref="GitContentException">When nothing was fetched yet.</exception>
    public virtual GitRepository Open(RepositoryId repository) => GitRepository.OpenMirror(PathOf(repository));

    private async Task<ImmutableArray<ReferenceMove>> FetchInto(
        string path, GitRemote remote, IReadOnlyList<GitWant> wants, CancellationToken cancellation)
    {
        var before = Tips(path, wants);
        var missing = wants.Where((want, i) => want is not GitWant.Commit || before[i] is null).Distinct().ToArray();
        if (missing.Length > 0)
            await _git.Run(
                ["--git-dir=" + path, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
                    "--no-show-forced-updates", "--stdin", "--", remote.Url.AbsoluteUri],
                SettingsFor(path, remote),
                string.Concat(missing.Select(want => want.Refspec + "\n")),
                cancellation);
        using var repository = GitRepository.OpenMirror(path);
        return [.. wants.Select((want, i) => Move(repository, want.KeptAs, before[i]))];
    }

    private static ImmutableArray<CommitId?> Tips(string path, IReadOnlyList<GitWant> wants)
    {
        using var repository = GitRepository.OpenMirror(path);
        return [.. wants.Select(want => repository.ResolveRef(want.KeptAs))];
    }

    private static ReferenceMove Move(GitRepository repository, string name, CommitId? before)
    {
        var after = repository.ResolveRef(name)
            ?? throw new GitContentException("a reference that was fetched does not name a commit");
        return new(name, before, after, before is null || repository.IsAncestor(before.Value, after));
    }

    private ImmutableArray<(string, string)> SettingsFor(string path, GitRemote remote)
    {
        var origin = remote.Url.GetLeftPart(UriPartial.Authority) + "/";
        var settings = ImmutableArray.CreateBuilder<(string, string)>();
        settings.Add(("safe.directory", path));
        // Bound to the origin, so that git would not send it elsewhere even if it came to ask another host.
        settings.Add(($"http.{origin}.extraHeader", "Authorization: " + remote.Authorization.Reveal()));
        if (MayUsePlainHttp(remote.Url)) settings.Add(("protocol.http.allow", "always"));
        return settings.DrainToImmutable();
    }

    private void CheckAddress(Uri url)
    {
        if (url.UserInfo.Length > 0)
            throw new ForgeUnavailableException("the repository's address holds a credential; addresses must not");
        if (url.Scheme != Uri.UriSchemeHttps && !MayUsePlainHttp(url))
            throw new ForgeUnavailableException("git speaks https only; plain http to another machine must be allowed in the configuration");
    }

    private bool MayUsePlainHttp(Uri url) => url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || options.AllowPlainHttp);

    private string PathOf(RepositoryId repository) =>
        Path.Combine(Path.GetFullPath(options.Directory), repository.Value.ToString(CultureInfo.InvariantCulture) + ".git");

    /// <summary>An advisory lock on a file; the operating system drops it when its holder dies.</summary>
    private async Task<FileStream> Lock(string path, CancellationToken cancellation)
    {
        for (var started = time.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(path, System.IO.FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(started) < options.Timeout)
            {
                await Task.Delay(LockPoll, time, cancellation);
            }
            catch (IOException fault)
            {
                throw new ForgeUnavailableException("another process has been fetching this repository for too long", fault);
            }
        }
    }

    /// <summary>A killed git leaves its lock files behind, and later ones would wait for them for ever. We hold the lease, so no git runs.</summary>
    private static void RemoveStaleLocks(string path)
    {
        foreach (var stale in Directory.EnumerateFiles(path, "*.lock", SearchOption.TopDirectoryOnly)) File.Delete(stale);
        var references = Path.Combine(path, "refs");
        if (!Directory.Exists(references)) return;
        foreach (var stale in Directory.EnumerateFiles(references, "*.lock", SearchOption.AllDirectories)) File.Delete(stale);
    }
}
