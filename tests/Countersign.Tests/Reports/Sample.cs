using System.Text;
using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Reports;

/// <summary>Builds reports by hand. Times, ids and commits are fixed, so that outputs are.</summary>
internal static class Sample
{
    internal static readonly Person Ana = new(new(1), "ana", false);
    internal static readonly Person Bo = new(new(2), "bo", false);
    internal static readonly Person Cleo = new(new(3), "cleo", false);
    internal static readonly Person Dev = new(new(4), "dev", false);
    internal static readonly CommitId Head = new("4c1de09c3ab7720f8a1b0a3f0d9c55e2f1b7a6d4");
    internal static readonly Requirement TwoDbas = new(2, [new Principal.Team("dba")]);
    internal static readonly Requirement OneDba = new(1, [new Principal.Team("dba")]);
    internal static readonly Requirement AnyWriter = new(1, [new Principal.Role(RepositoryRole.Write)]);

    internal static DateTimeOffset At(int hour, int minute) => new(2026, 3, 2, hour, minute, 0, TimeSpan.Zero);

    internal static ObjectName Name(string name, string? schema = null) => new(schema, name);

    /// <summary>A statement to be put into a script.</summary>
    internal sealed record Line(string Sql, string Kind, ObjectName Object, ImmutableArray<Effect> Effects, Reversal Reversal);

    /// <summary>A target whose only script holds these statements, one after another.</summary>
    internal static TargetReading Target(string name, string path, params ReadOnlySpan<Line> lines)
    {
        var sql = new List<byte>();
        var spans = new List<(Line Line, Span Span)>();
        foreach (var line in lines)
        {
            spans.Add((line, new(sql.Count, Encoding.UTF8.GetByteCount(line.Sql))));
            sql.AddRange(Encoding.UTF8.GetBytes(line.Sql + ";\n\n"));
        }

        var script = new Script(path, FileMode.Regular, ScriptRole.Versioned, sql.ToArray());
        return new(new(name), "production", Dialect.PostgreSql, new SessionProfile([new("search_path", "public")]), [script],
            [.. spans.Select(s => new ReadStatement(script, s.Span, s.Line.Kind, [s.Line.Object], s.Line.Effects, s.Line.Reversal))]);
    }

    internal static Finding FindingOn(Statement statement, string rule, Severity severity, string message, string advice) =>
        new(rule, severity, statement.Place.Path, statement.Source.Span, statement.Place, message, advice);

    internal static Refusal RefusalOf(string rule, Place place, string why, string nextStep) => new(rule, place, why, nextStep);

    internal static Subject Request(ChangeState? state = null, string title = "Move refunds out of orders") =>
        new Subject.Request(new ChangeRequest(
            new(new(7), 41), "acme/shop", title, Dev, Head, new(7), "main", "main", Head, state ?? new ChangeState.Open(), false));

    internal static Verdict Clear(Plan plan, Judgement judgement) =>
        new Verdict.Clear(new ApprovedPlan(plan, Digest.Of([])), judgement);

    internal static ReviewReport Report(Plan? plan, Verdict verdict, Subject? subject = null) =>
        new(subject ?? Request(), plan, [], verdict, [], []);

    /// <summary>The account of a sign-off by review or, with a comment id, by command.</summary>
    internal static SignOffAccount Account(
        Person by, int hour, int minute, ImmutableArray<int> countsFor, ImmutableArray<string> remarks, bool command = false) =>
        new(command ? new SignOffSource.Command(90) : new SignOffSource.Review(80), by, At(hour, minute), countsFor, remarks);
}
