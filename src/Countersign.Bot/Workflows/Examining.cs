using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Reads a change from Git objects: policy of the base, scripts of the change, statements by their dialect's own parser.
/// The command line, the review and the deployment all come through here, so they cannot differ.
/// </summary>
internal sealed class Examining(IEnumerable<IStatementReader> readers)
{
    private readonly ImmutableDictionary<Dialect, IStatementReader> _readers = readers.ToImmutableDictionary(r => r.Dialect);

    /// <summary>Examines a range of commits.</summary>
    public Examination Examine(ExaminationRange range, CancellationToken cancellation)
    {
        var changed = range.Git.Diff(range.From, range.To, cancellation);
        if (ReadPolicy(range.Git, range.PolicyAt) is not { } parse)
            return FirstPolicy(range, changed);
        if (parse is PolicyParse.Invalid invalid)
            return new Examination.Refused([.. invalid.Problems.Select(p => p.ToRefusal())], ["the policy of the base branch cannot be read"]);
        return Examine(range, ((PolicyParse.Valid)parse).Policy, changed, cancellation);
    }

    /// <summary>Examines a range by a policy that is not in the repository, for one whose base has none yet.</summary>
    public Examination ExamineBy(PolicyFile policy, ExaminationRange range, CancellationToken cancellation) =>
        Examine(range, policy, range.Git.Diff(range.From, range.To, cancellation), cancellation);

    /// <summary>Reads what was selected.</summary>
    /// <param name="load">The bytes of a selected file.</param>
    public FoundScripts Read(
        Selection.Selected selected, Func<GovernedFile, ReadOnlyMemory<byte>> load, FoundScripts found, CancellationToken cancellation)
    {
        foreach (var target in selected.Targets)
            if (_readers.TryGetValue(target.Target.Dialect, out var reader))
                found.Add(new(target.Target, Load(target.History), Load(target.Scripts)) { WantsModel = true }, reader, cancellation);
            else
                found.Add(NoReader(target.Target));
        return found;

        ImmutableArray<Script> Load(ImmutableArray<GovernedFile> files) =>
            [.. files.Select(f => new Script(f.Path, f.Mode, f.Role, load(f)))];
    }

    /// <summary>The policy of a commit; null when it has none.</summary>
    public static PolicyParse? ReadPolicy(GitRepository git, CommitId commit) =>
        git.ReadFile(commit, PolicyFile.Path) is { } file ? PolicyReading.Read(file.Bytes) : null;

    private static Examination FirstPolicy(ExaminationRange range, ImmutableArray<ChangedFile> changed)
    {
        if (!changed.Any(f => f.Path == PolicyFile.Path)) return new Examination.Ungoverned();
        return ReadPolicy(range.Git, range.To) is PolicyParse.Invalid invalid
            ? new Examination.Refused([.. invalid.Problems.Select(p => p.ToRefusal())], [])
            : new Examination.Ungoverned();
    }

    private Examination Examine(
        ExaminationRange range, PolicyFile policy, ImmutableArray<ChangedFile> changed, CancellationToken cancellation)
    {
        var existing = range.Git.ListTree(range.PolicyAt, Governance.Globs(policy), cancellation);
        var selection = Governance.Select(new(policy, changed, existing));
        if (selection is Selection.Refused refused) return new Examination.Refused(refused.Refusals, []);

        var selected = (Selection.Selected)selection;
        var found = new FoundScripts();
        if (ReadPolicyEdit(range, changed) is { } edit) found.Add(edit);
        foreach (var file in selected.Targets.SelectMany(t => t.Scripts))
            if (StrictText.CheckSize(file.Path, range.Git.SizeOf(file.Blob)) is { } tooLarge) found.Add(tooLarge);
        if (found.Refusals.IsEmpty) Read(selected, f => range.Git.ReadBlob(f.Blob), found, cancellation);
        if (!found.Refusals.IsEmpty) return new Examination.Refused(found.Refusals, []);
        return new Examination.Complete(
            policy, ReadCodeowners(range), PlanBuilding.Build(found.Readings), policy.Heeded([.. selected.Findings, .. found.Findings]), found.Notes)
        {
            Histories = found.Histories,
        };
    }

    private static Refusal NoReader(TargetPolicy target) => new("CS030", Place.File(PolicyFile.Path),
        $"target `{target.Name}` is {target.Dialect.Word()}, which this {(target.Dialect is Dialect.SqlServer ? "installation" : "version")} cannot read",
        target.Dialect is Dialect.SqlServer
            ? "install Countersign.Targets.SqlServer.dll beside it, or take the target out of the policy"
            : "take the target out of the policy");

    private static PolicyEditReading? ReadPolicyEdit(ExaminationRange range, ImmutableArray<ChangedFile> changed)
    {
        if (changed.FirstOrDefault(f => f.Path == PolicyFile.Path) is not { } edit) return null;
        var bytes = edit.NewBlob is null ? ReadOnlyMemory<byte>.Empty : range.Git.ReadBlob(edit.NewBlob);
        ImmutableArray<Refusal> refusals = edit switch
        {
            { NewMode: Changes.FileMode.Symlink or Changes.FileMode.Submodule } =>
                [new("CS030", Place.File(edit.Path), "the policy is not an ordinary file", "commit the file itself")],
            { NewBlob: not null } when PolicyReading.Read(bytes) is PolicyParse.Invalid invalid =>
                [.. invalid.Problems.Select(p => p.ToRefusal())],
            _ => [],
        };
        return new(PolicyEdit.Read(bytes, edit.NewMode), refusals);
    }

    private static Codeowners ReadCodeowners(ExaminationRange range) =>
        CodeownersReading.Paths.Select(p => range.Git.ReadFile(range.PolicyAt, p)).FirstOrDefault(f => f is not null) is { } file
            ? CodeownersReading.Read(file.Bytes).Codeowners
            : Codeowners.None;
}

/// <summary>The policy file as a change would leave it, and why that may not be.</summary>
internal sealed record PolicyEditReading(TargetReading Reading, ImmutableArray<Refusal> Refusals);

/// <summary>Gathers what the readers of all targets found.</summary>
internal sealed class FoundScripts
{
    private readonly ImmutableArray<TargetReading>.Builder _readings = ImmutableArray.CreateBuilder<TargetReading>();
    private readonly ImmutableArray<Refusal>.Builder _refusals = ImmutableArray.CreateBuilder<Refusal>();
    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();
    private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();

    private readonly ImmutableDictionary<TargetName, ImmutableArray<Script>>.Builder _histories =
        ImmutableDictionary.CreateBuilder<TargetName, ImmutableArray<Script>>();

    public ImmutableDictionary<TargetName, ImmutableArray<Script>> Histories => _histories.ToImmutable();

    public ImmutableArray<TargetReading> Readings => _readings.ToImmutable();

    public ImmutableArray<Refusal> Refusals => [.. _refusals.Distinct()];

    public ImmutableArray<Finding> Findings => _findings.ToImmutable();

    public ImmutableArray<string> Notes => _notes.ToImmutable();

    public void Add(Refusal refusal) => _refusals.Add(refusal);

    public void Add(PolicyEditReading edit)
    {
        _readings.Add(edit.Reading);
        _refusals.AddRange(edit.Refusals);
        _notes.Add("this change edits the policy; the policy in force says who must sign that, and scripts that only the new one governs do not run from this change");
    }

    public void Add(ReadingRequest request, IStatementReader reader, CancellationToken cancellation)
    {
        var target = request.Target;
        switch (reader.Read(request, cancellation))
        {
            case Reading.Refused refused:
                _refusals.AddRange(refused.Refusals);
                break;
            case Reading.Complete complete:
                _refusals.AddRange(StrictText.CheckStatements(complete.Statements));
                _refusals.AddRange(EmptyScripts.Check(request.Scripts, complete.Statements));
                _findings.AddRange(complete.Findings);
                _histories[target.Name] = request.History;
                _readings.Add(new(
                    target.Name, target.Environment, target.Dialect, reader.SessionOf(target), request.Scripts, complete.Statements)
                { Modelled = complete.Modelled });
                break;
        }
    }
}
