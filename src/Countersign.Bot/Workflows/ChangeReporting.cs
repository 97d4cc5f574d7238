using System.Text;
using Countersign.Bot.Reports;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Reports;
using Countersign.Statements;
using Countersign.Targets.Faults;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Puts a report on the forge: one comment edited in place, one check. What is there already is not written again; so before anything is
/// written over, what was noted of it is taken back, since a crash in between leaves one of two texts there, and nobody knows which.
/// </summary>
internal sealed class ChangeReporting(IForge forge, ChangeRecords records)
{
    /// <summary>The check first: it is the gate; the comment explains it.</summary>
    public async Task Write(LoadedChange loaded, ReviewReport report, CancellationToken cancellation)
    {
        var (repository, key) = (loaded.Repository, loaded.Change.Key);
        var written = await records.Read(key, cancellation);
        await WriteCheck(repository, key, report, written, cancellation);
        if (written.Comment is null && report is { Plan.IsEmpty: true, Refusals: [], Notes: [] }) return; // nothing to say
        await WriteComment(loaded, CommentRendering.Render(report), written.Comment, cancellation);
    }

    private async Task WriteCheck(
        RepositoryRef repository, ChangeKey key, ReviewReport report, ChangeRecord written, CancellationToken cancellation)
    {
        var check = CheckRendering.Render(report);
        var record = new CheckRecord(report.Subject.Head, DigestOf(check));
        if (written.Check == record) return;
        if (written.Check is not null) await records.ForgetCheck(key, cancellation);
        await forge.WriteCheck(repository, report.Subject.Head, check, cancellation);
        Failpoint.Reached(CrashPoint.K7);
        await records.KeepCheck(key, record, cancellation);
    }

    private async Task WriteComment(
        LoadedChange loaded, string markdown, CommentRecord? written, CancellationToken cancellation)
    {
        var digest = DigestOf(markdown);
        if (written is { Id: not null } && written.Digest == digest) return;
        var key = loaded.Change.Key;
        var existing = written?.Id;
        if (existing is null && written is not null && FindLost(loaded, written.Digest) is { } lost)
        {
            // Before its text is another: that is what it was found by.
            await records.KeepComment(key, lost, written.Digest, cancellation);
            existing = lost;
        }

        if (existing is { } known) await records.KeepComment(key, known, Unsure, cancellation);
        else if (!await records.BeginComment(key, written, digest, cancellation)) throw new OvertakenException(key);
        var id = await forge.WriteComment(loaded.Repository, key.Number, existing, markdown, cancellation);
        Failpoint.Reached(CrashPoint.K6);
        await records.KeepComment(key, id, digest, cancellation);
    }

    /// <summary>A first write whose answer never came: the comment is there if a bot's says exactly what was to be written.</summary>
    private static long? FindLost(LoadedChange loaded, Digest begun) =>
        loaded.Facts.Comments.FirstOrDefault(c => c.By.IsBot && DigestOf(c.Body) == begun)?.Id;

    /// <summary>No text has it.</summary>
    private static Digest Unsure { get; } = Digest.Of("being written over"u8);

    /// <summary>Forges keep line ends and the end of a text as they like.</summary>
    private static Digest DigestOf(string markdown) => Digest.Of(Encoding.UTF8.GetBytes(markdown.ReplaceLineEndings("\n").TrimEnd()));

    private static Digest DigestOf(CheckReport check) => Digest.Of(Encoding.UTF8.GetBytes(string.Join(
        '\u001f', check.Annotations.Select(a => a.ToString()).Prepend(check.Summary).Prepend(check.Title).Prepend(check.State.ToString()))));
}

/// <summary>
/// Another run of the same change request is at what was to be done here, because one of the two stood still for longer than its lease.
/// The later one begins again.
/// </summary>
internal sealed class OvertakenException(ChangeKey change) : Exception($"another run of {change} writes its first comment");
