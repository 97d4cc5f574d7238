using System.Globalization;
using Countersign.IntegrationTests.Journeys;
using Countersign.Sandbox;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Faults;

/// <summary>How a change's script runs.</summary>
internal enum ScriptForm
{
    /// <summary>In one transaction.</summary>
    Together,

    /// <summary>Each statement in a transaction of its own.</summary>
    OneByOne,
}

/// <summary>A change that people make up their minds about: opened, perhaps worded anew after it was signed, signed, merged.</summary>
internal sealed class PlannedChange
{
    public const int Steps = 2;

    private readonly Company _company;
    private readonly ScriptForm _form;
    private readonly bool _byCommand;
    private int _version = 1;
    private int _editsLeft;
    private int? _landed;
    private string? _signedDigest;
    private DateTime _askedAgain;
    private ImmutableHashSet<int> _signed = [];

    public PlannedChange(Company company, int number, Random random)
    {
        (_company, Number) = (company, number);
        _form = random.Next(3) == 0 ? ScriptForm.OneByOne : ScriptForm.Together;
        _editsLeft = random.Next(4) == 0 ? 1 : 0;
        _byCommand = random.Next(3) == 0;
        Pull = company.Propose(Sql, Path, string.Create(CultureInfo.InvariantCulture, $"change-{number}"));
    }

    /// <summary>From 2; 1 is the base.</summary>
    public int Number { get; }

    public SandboxPullRequest Pull { get; }

    public bool IsApplied => Pull.Comments.Any(c => c.Author == _company.App.Bot && c.Body.Contains("Applied on", StringComparison.Ordinal));

    public bool IsOpen => Pull.State == PullRequestState.Open;

    public PersonsWord Word => new(Number, _signed, _landed, Steps);

    private string Path => string.Create(CultureInfo.InvariantCulture, $"db/{Number:0000}-effect.sql");

    private string Sql
    {
        get
        {
            var first = Number == 2 ? $"CREATE TABLE effect (id {_company.IdentityColumn}, change INTEGER NOT NULL, version INTEGER NOT NULL, step INTEGER NOT NULL);\n" : "";
            return (_form == ScriptForm.OneByOne ? "-- countersign: no-transaction\n" : "") + first + string.Concat(Enumerable.Range(1, Steps).Select(step =>
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO effect (change, version, step) VALUES ({Number}, {_version}, {step});\n")));
        }
    }

    /// <summary>What a person who looks in now would do.</summary>
    /// <param name="isNext">Whether all changes before it have landed.</param>
    /// <returns>What was done; null for nothing.</returns>
    public string? Act(bool isNext)
    {
        if (!IsOpen) return AskAgain();
        var check = _company.CheckOf(Pull);
        if (check == "in_progress" && !HasSigned) return Sign();
        if (check != "success") return null;
        return _editsLeft > 0 ? Reword() : isNext ? Merge() : null;
    }

    /// <summary>The check may be of the new wording while the comment still shows the old one; who signed that has to sign again.</summary>
    private bool HasSigned => _signed.Contains(_version) && (!_byCommand || _company.TryDigestIn(Pull) is not { } shown || shown == _signedDigest);

    private string? Sign()
    {
        if (!_byCommand) Pull.Approve(_company.Dan);
        else if (_company.TryDigestIn(Pull) is { } digest) Pull.Comment(_company.Dan, $"/countersign approve all {_signedDigest = digest}");
        else return null;
        _signed = _signed.Add(_version);
        return "signed";
    }

    private string Reword()
    {
        _editsLeft--;
        _version++;
        Pull.Push(_company.Author, "Word it anew", FileChange.Put(Path, Sql));
        return "worded anew after it was signed";
    }

    private string? Merge()
    {
        try
        {
            Pull.Merge(_company.Author, MergeMethod.Squash);
            _landed = _version;
            return "merged";
        }
        catch (RefusedException)
        {
            return null; // the check was taken back in between; the next look tells
        }
    }

    /// <summary>Where the bot says that the same bytes may succeed later, somebody says "try again", but not all the time.</summary>
    private string? AskAgain()
    {
        if (DateTime.UtcNow - _askedAgain < TimeSpan.FromSeconds(3)) return null;
        if (!Pull.Comments.Any(c => c.Author == _company.App.Bot && c.Body.Contains("may succeed later", StringComparison.Ordinal))) return null;
        _askedAgain = DateTime.UtcNow;
        Pull.Comment(_company.Dan, "/countersign deploy");
        return "asked to try again";
    }
}
