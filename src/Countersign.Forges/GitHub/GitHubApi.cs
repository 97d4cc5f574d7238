using System.Net;
using Countersign.Forges.GitHub.Http;
using Octokit;
using Octokit.Internal;

namespace Countersign.Forges.GitHub;

/// <summary>
/// GitHub's REST API as one credential may use it. Octokit makes the requests and reads the JSON; addresses go by the
/// repository's id where GitHub allows it (INV-04), and every failure becomes a <see cref="ForgeUnavailableException"/>.
/// </summary>
internal sealed class GitHubApi
{
    /// <summary>Bounds any list: a forge that pages in circles must not keep us.</summary>
    private const int MostPages = 100;

    private const int PageSize = 100;
    private const string Json = "application/json";
    private const string Accept = "application/vnd.github+json";

    private readonly Connection _connection;
    private readonly RateBudget _budget;

    internal GitHubApi(GitHubOptions options, TokenSource tokens, HttpMessageHandler transport, TimeProvider time)
    {
        _budget = new RateBudget(options.ReservedRequests, time);
        var chain = new PinnedHostHandler(options.ApiUrl, new TokenHandler(tokens, new RateBudgetHandler(_budget, transport)));
        _connection = new Connection(
            new ProductHeaderValue("countersign"), options.ApiUrl, new InMemoryCredentialStore(Credentials.Anonymous),
            new HttpClientAdapter(() => chain), new SimpleJsonSerializer());
        _connection.SetRequestTimeout(TimeSpan.FromMinutes(5)); // the attempts have their own, shorter limit
    }

    /// <summary>Before requests that no decision waits for.</summary>
    /// <exception cref="ForgeUnavailableException">When only the reserve of the rate limit is left.</exception>
    internal GitHubApi ForCourtesies()
    {
        _budget.DemandMoreThanReserve();
        return this;
    }

    internal async Task<T> Get<T>(string address, CancellationToken cancellation) where T : class =>
        await Find<T>(address, cancellation)
        ?? throw new ForgeUnavailableException($"GitHub has no `{GitHubFaults.Route(address)}`, or does not let us read it (404)");

    /// <summary>Null when GitHub answers 404, which it does for what is not there and for what we may not see.</summary>
    internal Task<T?> Find<T>(string address, CancellationToken cancellation) where T : class =>
        Guard<T?>("GET", address, async uri => await OrNull(() =>
            _connection.Get<T>(uri, null, Accept, cancellation)) is { } answer ? Body(answer, "GET", address) : null, cancellation);

    /// <summary>All pages of a list.</summary>
    internal Task<ImmutableArray<T>> List<T>(string address, CancellationToken cancellation) where T : class =>
        List<T, List<T>>(address, page => page, cancellation);

    /// <summary>All pages of a list; null when GitHub answers 404 to the first.</summary>
    internal async Task<ImmutableArray<T>?> FindList<T>(string address, CancellationToken cancellation) where T : class =>
        await Find<List<T>>($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={PageSize}", cancellation) is null
            ? null
            : await List<T>(address, cancellation);

    /// <summary>All pages of a list that comes within an object.</summary>
    internal async Task<ImmutableArray<T>> List<T, TPage>(
        string address, Func<TPage, List<T>?> items, CancellationToken cancellation)
        where T : class where TPage : class
    {
        var found = ImmutableArray.CreateBuilder<T>();
        await foreach (var page in Pages(address, items, cancellation)) found.AddRange(page);
        return found.ToImmutable();
    }

    /// <summary>A list page by page, for whoever may stop early.</summary>
    internal async IAsyncEnumerable<List<T>> Pages<T, TPage>(
        string address, Func<TPage, List<T>?> items,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        where T : class where TPage : class
    {
        Uri? next = new($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={PageSize}", UriKind.Relative);
        var seen = new HashSet<Uri>();
        while (next is not null)
        {
            if (!seen.Add(next) || seen.Count > MostPages)
                throw new ForgeUnavailableException($"GitHub's list `{GitHubFaults.Route(address)}` does not end; it was given up");
            var uri = next;
            var answer = await Guard("GET", address, _ => _connection.Get<TPage>(uri, null, Accept, cancellation), cancellation);
            yield return items(Body(answer, "GET", address)) ?? throw GitHubFaults.Unreadable("GET", address);
            next = answer.HttpResponse.ApiInfo.GetNextPageUrl();
        }
    }

    internal Task<T> Post<T>(string address, object body, CancellationToken cancellation) where T : class =>
        Guard("POST", address, async uri => Body(
            await _connection.Post<T>(uri, body, Accept, Json, parameters: null, cancellationToken: cancellation), "POST", address), cancellation);

    /// <summary>Null when GitHub answers 404. Octokit cannot cancel this one: it is left to its time limit.</summary>
    internal Task<T?> Patch<T>(string address, object body, CancellationToken cancellation) where T : class =>
        Guard<T?>("PATCH", address, async uri => await OrNull(() =>
            _connection.Patch<T>(uri, body, Accept).WaitAsync(cancellation)) is { } answer ? Body(answer, "PATCH", address) : null, cancellation);

    private static async Task<IApiResponse<T>?> OrNull<T>(Func<Task<IApiResponse<T>>> call)
    {
        try
        {
            return await call();
        }
        catch (ApiException fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static T Body<T>(IApiResponse<T> answer, string method, string address) where T : class =>
        answer.Body ?? throw GitHubFaults.Unreadable(method, address);

    private static async Task<T> Guard<T>(
        string method, string address, Func<Uri, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call(new Uri(address, UriKind.Relative));
        }
        catch (Exception fault) when (fault is not ForgeUnavailableException && !cancellation.IsCancellationRequested)
        {
            // Broad, because Octokit's reader throws whatever it stumbles over when an answer is not what it expects.
            throw GitHubFaults.Explain(method, address, fault);
        }
    }
}
