using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Switches;

/// <summary>The nasty truths about a real forge, off until a test turns one on. They can be changed at any time.</summary>
public sealed class ForgeSwitches
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];

    /// <summary>After a clean rebase, GitHub moves <c>commit_id</c> of approvals to the new head.</summary>
    public bool ReanchorApprovals { get; set; }

    /// <summary>How many more reads of a pull request answer <c>mergeable: null</c> ("still computing").</summary>
    public int MergeableUnknownReads { get; set; }

    /// <summary>How many more reads show the head and reviews as they were before the last change.</summary>
    public int StaleReads { get; set; }

    /// <summary>How long after a change reads show what was before it.</summary>
    public TimeSpan StaleFor { get; set; }

    /// <summary>When set, pages have this size whatever <c>per_page</c> asks for.</summary>
    public int? PageSize { get; set; }

    /// <summary>How many files the files of a pull request list ends at; GitHub's own limit is 3,000.</summary>
    public int FilesCap { get; set; } = 3000;

    /// <summary>Whether <c>patch</c> is left out of files, as it is for large and binary ones.</summary>
    public bool OmitPatches { get; set; }

    /// <summary>When set, what lands in a merge also contains this change, which nobody reviewed.</summary>
    public FileChange? EvilMerge { get; set; }

    /// <summary>Lets the next requests fail, in the order in which the faults were added.</summary>
    public void Fail(Fault fault)
    {
        lock (gate) faults.Add(fault);
    }

    /// <summary>Turns everything off.</summary>
    public void Reset()
    {
        lock (gate) faults.Clear();
        (ReanchorApprovals, OmitPatches, EvilMerge, PageSize, FilesCap) = (false, false, null, null, 3000);
        (MergeableUnknownReads, StaleReads, StaleFor) = (0, 0, TimeSpan.Zero);
    }

    internal Fault? TakeFault(string method, string path)
    {
        lock (gate)
        {
            var index = faults.FindIndex(fault => fault.Matches(method, path));
            if (index < 0) return null;
            var fault = faults[index];
            if (fault.Requests > 1) faults[index] = fault with { Requests = fault.Requests - 1 };
            else faults.RemoveAt(index);
            return fault;
        }
    }

    internal bool TakeMergeableUnknown()
    {
        if (MergeableUnknownReads == 0) return false;
        MergeableUnknownReads--;
        return true;
    }

    /// <summary>What a read is to show instead of the present, if the switch says so.</summary>
    internal PullRequestSnapshot? TakeStale(SandboxPullRequest pull, DateTimeOffset now)
    {
        if (pull.Before is not { } before) return null;
        if (now - before.ReplacedAt < StaleFor) return before;
        if (StaleReads == 0) return null;
        StaleReads--;
        return before;
    }
}
