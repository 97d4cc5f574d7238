using System.Text;
using Countersign.Bot.Reports;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Reports;
using Countersign.Statements;

namespace Countersign.Bot.Workflows;

/// <summary>Puts a report on the forge: one comment edited in place, one check. What is there already is not written again.</summary>
internal sealed class ChangeReporting(IForge forge, ChangeRecords records)
{
    /// <summary>The check first: it is the gate; the comment explains it.</summary>
    public async Task Write(RepositoryRef repository, ChangeKey key, ReviewReport report, CancellationToken cancellation)
    {
        var written = await records.Read(key, cancellation);
        await WriteCheck(repository, key, report, written, cancellation);
        if (written.Comment is null && report is { Plan.IsEmpty: true, Refusals: [], Notes: [] }) return; // nothing to say
        await WriteComment(repository, key, CommentRendering.Render(report), written.Comment, cancellation);
    }

    private async Task WriteCheck(
        RepositoryRef repository, ChangeKey key, ReviewReport report, ChangeRecord written, CancellationToken cancellation)
    {
        var check = CheckRendering.Render(report);
        var record = new CheckRecord(report.Subject.Head, DigestOf(check));
        if (written.Check == record) return;
        await forge.WriteCheck(repository, report.Subject.Head, check, cancellation);
        await records.KeepCheck(key, record, cancellation);
    }

    private async Task WriteComment(
        RepositoryRef repository, ChangeKey key, string markdown, CommentRecord? written, CancellationToken cancellation)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes(markdown));
        if (written is { Id: not null } && written.Digest == digest) return;
        if (written is null) await records.BeginComment(key, digest, cancellation);
        var id = await forge.WriteComment(repository, key.Number, written?.Id, markdown, cancellation);
        await records.KeepComment(key, id, digest, cancellation);
    }

    private static Digest DigestOf(CheckReport check) => Digest.Of(Encoding.UTF8.GetBytes(string.Join(
        '\u001f', check.Annotations.Select(a => a.ToString()).Prepend(check.Summary).Prepend(check.Title).Prepend(check.State.ToString()))));
}
