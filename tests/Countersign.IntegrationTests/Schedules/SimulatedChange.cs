using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.IntegrationTests.Faults;
using Countersign.SignOffs;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>What people, or the forge, do to a change beside signing and merging it.</summary>
internal enum Twist
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>It is worded anew after it was signed.</summary>
    Reworded,

    /// <summary>The same, by a force-push.</summary>
    ForcePushed,

    /// <summary>The forge merges other bytes than those that were signed.</summary>
    MergedWrongly,

    /// <summary>The forge says that it has merged it, and has not.</summary>
    NotMergedAtAll,

    /// <summary>An administrator merges it past the gate, and nobody ever signs it.</summary>
    NeverSigned,

    /// <summary>An administrator merges it past the gate, and it is signed afterwards.</summary>
    SignedLate,

    /// <summary>The only signature is its author's.</summary>
    SignedByAuthor,

    /// <summary>The only signature is that of somebody who may read, and no more.</summary>
    SignedByStranger,

    /// <summary>The only signature is a comment that was edited.</summary>
    SignedByEditedComment,

    /// <summary>The only signature was dismissed before the merge.</summary>
    Dismissed,
}

/// <summary>A change, and what its people do to it.</summary>
internal sealed partial class SimulatedChange
{
    public const int Steps = 2;

    private const int OtherBytes = 90;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly SimulatedForge _forge;
    private readonly Random _random;
    private readonly bool _isOneByOne;
    private readonly bool _byCommand;
    private int _version = 1;
    private int _editsLeft;
    private bool _isPretended;
    private CommitId? _signedHead;
    private DateTimeOffset _acted;
    private ImmutableHashSet<int> _signed = [];

    public SimulatedChange(SimulatedForge forge, int number, Twist twist, Random random)
    {
        (_forge, _random, Number, Twist) = (forge, random, number, twist);
        _isOneByOne = random.Next(3) == 0;
        _byCommand = random.Next(3) == 0;
        _editsLeft = twist is Twist.Reworded or Twist.ForcePushed ? 1 : 0;
        Pull = new(forge, number, Objects.Commit([forge.Main], [(Path, Sql(1))]));
        forge.Pulls.Add(Pull);
        forge.Happened(Pull, "pull_request", "opened", SimulatedForge.Author);
    }

    /// <summary>From 2; 1 is the base.</summary>
    public int Number { get; }

    public Twist Twist { get; }

    public SimulatedPull Pull { get; }

    public int? Landed { get; private set; }

    public bool IsOpen => Pull.State is ChangeState.Open;

    public PersonsWord Word => new(Number, _signed, Landed, Steps);

    /// <summary>It was signed and has landed, so it has to be applied.</summary>
    public bool IsDue => Landed is { } landed && _signed.Contains(landed);

    /// <summary>Nobody has anything left to do to it, if the bot does its part.</summary>
    public bool IsOver => !IsOpen && (Twist != Twist.SignedLate || IsDue);

    private bool IsPastTheGate => Twist is Twist.NeverSigned or Twist.SignedLate or Twist.SignedByAuthor or Twist.SignedByStranger
        or Twist.SignedByEditedComment or Twist.Dismissed;

    private string Path => string.Create(CultureInfo.InvariantCulture, $"db/{Number:0000}-effect.sql");

    private Comment? Report => Pull.Comments.FirstOrDefault(c => c.By.IsBot && c.Body.StartsWith("### ", StringComparison.Ordinal));

    /// <summary>What a person who looks in now might do.</summary>
    /// <param name="isNext">Whether all changes before it have landed, and are applied where they have to be.</param>
    public ImmutableArray<(string What, Action Do)> Acts(bool isNext)
    {
        var acts = ImmutableArray.CreateBuilder<(string What, Action Do)>();
        if (!IsOpen)
        {
            if (Twist == Twist.SignedLate && (!IsDue || IsForgotten())) AddSigning(acts);
            if (Report?.Body.Contains("may succeed later", StringComparison.Ordinal) == true && _forge.Now - _acted > TimeSpan.FromMinutes(1))
                acts.Add(("asks for it to be tried again", () => _forge.Comment(Pull, SimulatedForge.Dan, "/countersign deploy")));
        }
        else if (IsPastTheGate)
        {
            if (!_isPretended) acts.Add(("pretends to sign", Pretend));
            else if (isNext) acts.Add(("merges past the gate", Merge));
        }
        else
        {
            if (_signedHead != Pull.Head || IsForgotten()) AddSigning(acts);
            else if (_editsLeft > 0) acts.Add(("words anew", Reword));
            else if (isNext && _forge.CheckOf(Pull) == CheckState.Success) acts.Add(("merges", Merge));
        }

        return [.. acts.Select(a => ($"change {Number}: {a.What}", (Action)(() => Do(a.Do))))];
    }

    /// <summary>What the forge shows of it, for whoever looks for the cause of a violation.</summary>
    public override string ToString() => string.Join('\n',
        Pull.Comments.Select(c => $"{c.By.Login} {c.Id} {c.CreatedAt:HH:mm:ss}: {c.Body}")
            .Concat(Pull.Reviews.Select(r => $"{r.By.Login} {r.Id} {r.SubmittedAt:HH:mm:ss}: {r.State} {r.Commit}"))
            .Prepend($"== change {Number}, {Twist}, {Pull.State}, head {Pull.Head}, check {_forge.CheckOf(Pull)}, {Word}"));

    private void Do(Action act)
    {
        _acted = _forge.Now;
        act();
    }

    /// <summary>The bot asks for another signature, perhaps because the forge does not tell any more what the first was about.</summary>
    private bool IsForgotten() => _forge.Now - _acted > Patience && (IsOpen ? _forge.CheckOf(Pull) == CheckState.Pending : Report?.Body.Contains("approve again", StringComparison.Ordinal) == true);

    private void AddSigning(ImmutableArray<(string What, Action Do)>.Builder acts)
    {
        if (!_byCommand) acts.Add(("approves", Approve));
        else if (Report is { } report && ShownVersion(report) == _version && Digest().Match(report.Body) is { Success: true } shown)
            acts.Add(("signs by command", () => SignBy(shown.Groups[1].Value)));
    }

    private void Approve()
    {
        Sign();
        _forge.Review(Pull, SimulatedForge.Dan);
    }

    private void SignBy(string digest)
    {
        Sign();
        _forge.Comment(Pull, SimulatedForge.Dan, $"/countersign approve all {digest}");
    }

    private void Sign()
    {
        _signed = _signed.Add(_version);
        _signedHead = Pull.Head;
    }

    private int? ShownVersion(Comment report) =>
        Shown().Match(report.Body) is { Success: true } shown ? int.Parse(shown.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Looks like a signature, and is none.</summary>
    private void Pretend()
    {
        _isPretended = true;
        var digest = Report is { } report && Digest().Match(report.Body) is { Success: true } shown ? shown.Groups[1].Value : "000000000000";
        switch (Twist)
        {
            case Twist.SignedByAuthor:
                _forge.Comment(Pull, SimulatedForge.Author, $"/countersign approve all {digest}");
                _forge.Review(Pull, SimulatedForge.Author);
                break;
            case Twist.SignedByStranger:
                _forge.Review(Pull, SimulatedForge.Eve);
                break;
            case Twist.SignedByEditedComment:
                _isPretended = Report is not null; // there has to be a digest to be named
                if (_isPretended) _forge.Comment(Pull, SimulatedForge.Dan, $"/countersign approve all {digest}", isEdited: true);
                break;
            case Twist.Dismissed:
                _forge.Review(Pull, SimulatedForge.Dan);
                Pull.Reviews = [.. Pull.Reviews.Select(r => r with { State = ReviewState.Dismissed })];
                _forge.Happened(Pull, "pull_request_review", "dismissed", SimulatedForge.Root);
                break;
        }
    }

    private void Reword()
    {
        _editsLeft--;
        _version++;
        var isForced = Twist == Twist.ForcePushed;
        Pull.Head = Objects.Commit([isForced ? _forge.Main : Pull.Head], [(Path, Sql(_version))]);
        if (isForced) Pull.ForcePushes = Pull.ForcePushes.Add(new(_forge.Now));
        else Pull.Commits++;
        _forge.Happened(Pull, "pull_request", "synchronize", SimulatedForge.Author);
    }

    private void Merge()
    {
        var version = Twist == Twist.MergedWrongly ? OtherBytes : _version;
        ImmutableArray<CommitId> parents = _random.Next(2) == 0 ? [_forge.Main] : [_forge.Main, Pull.Head];
        var commit = Objects.Commit(parents, [(Path, Sql(version))], " (landed)");
        if (Twist != Twist.NotMergedAtAll) (_forge.Main, Landed) = (commit, version);
        Pull.State = new ChangeState.Merged(commit);
        Pull.LandedAt = _forge.Now;
        _forge.Happened(Pull, "pull_request", "closed", IsPastTheGate ? SimulatedForge.Root : SimulatedForge.Author);
    }

    private string Sql(int version) => (_isOneByOne ? "-- countersign: no-transaction\n" : "") + string.Concat(Enumerable.Range(1, Steps).Select(step =>
        string.Create(CultureInfo.InvariantCulture, $"INSERT INTO effect (change, version, step) VALUES ({Number}, {version}, {step});\n")));

    [GeneratedRegex("approve [a-z0-9 -]+? ([0-9a-f]{12,64})")]
    private static partial Regex Digest();

    [GeneratedRegex(@"VALUES \(\d+, (\d+), 1\)")]
    private static partial Regex Shown();
}
