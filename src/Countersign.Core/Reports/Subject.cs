using Countersign.Changes;

namespace Countersign.Reports;

/// <summary>What a report is about. Closed.</summary>
public abstract record Subject
{
    private Subject() { }

    /// <summary>A change request on a forge.</summary>
    public sealed record Request(ChangeRequest Change) : Subject;

    /// <summary>A range of a local repository, as the command line names it.</summary>
    /// <param name="Onto">The base as the person wrote it.</param>
    public sealed record Range(string Onto, CommitId Tip) : Subject;

    /// <summary>The commit that was judged.</summary>
    public CommitId Head => this switch
    {
        Request r => r.Change.Head,
        Range r => r.Tip,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where it would land.</summary>
    public string Base => this switch
    {
        Request r => r.Change.BaseRef,
        Range r => r.Onto,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where the change request stands; a local range counts as open.</summary>
    public ChangeState State => this is Request r ? r.Change.State : new ChangeState.Open();
}
