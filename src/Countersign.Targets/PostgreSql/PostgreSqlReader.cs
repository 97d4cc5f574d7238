using Countersign.Statements;
using Countersign.Statements.PostgreSql;
using Countersign.Targets.PostgreSql.Parser;
using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Targets.PostgreSql;

/// <summary>Reads PostgreSQL scripts by the parser of the target's own server major.</summary>
public sealed class PostgreSqlReader : IStatementReader
{
    private readonly Func<int, PostgreSqlParser> _parserOf;

    /// <summary>A reader with the usual limits.</summary>
    public PostgreSqlReader() : this(PostgreSqlParser.For)
    {
    }

    /// <summary>A reader with parsers of one's own.</summary>
    internal PostgreSqlReader(Func<int, PostgreSqlParser> parserOf) => _parserOf = parserOf;

    /// <inheritdoc />
    public Dialect Dialect => Dialect.PostgreSql;

    /// <inheritdoc />
    public SessionProfile SessionOf(Policy.TargetPolicy target) => PostgreSqlSession.ProfileOf(target);

    /// <inheritdoc />
    public Reading Read(ReadingRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var major = PostgreSqlSession.MajorOf(request.Target);
        if (!PostgreSqlParser.Majors.Contains(major))
            return NoParser(request, major);

        var server = new ServerFacts(major, request.Target.SearchPath)
        {
            Parse = sql => _parserOf(major).Parse(sql) is ParseOutcome.Tree tree ? tree.Json : (ReadOnlyMemory<byte>?)null,
        };
        var statements = ImmutableArray.CreateBuilder<ReadStatement>();
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var findings = ImmutableArray.CreateBuilder<Analysis.Finding>();
        foreach (var script in request.Scripts)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (Read(script, server))
            {
                case Reading.Complete complete:
                    statements.AddRange(complete.Statements);
                    findings.AddRange(StrictText.Check(script).Findings);
                    findings.AddRange(complete.Findings);
                    refusals.AddRange(StrictText.CheckStatements(complete.Statements));
                    break;
                case Reading.Refused refused:
                    refusals.AddRange(refused.Refusals);
                    break;
            }
        }

        return refusals.Count > 0
            ? new Reading.Refused(refusals.ToImmutable())
            : new Reading.Complete(statements.ToImmutable(), findings.ToImmutable());
    }

    private Reading Read(Script script, ServerFacts server)
    {
        if (StrictText.Check(script).Refusals is { IsEmpty: false } refusals)
            return new Reading.Refused(refusals);
        var start = StrictText.StartOf(script.Bytes.Span);
        return _parserOf(server.Major).Parse(script.Bytes[start..]) switch
        {
            ParseOutcome.Tree tree => PostgreSqlScript.Read(script, tree.Json, server),
            ParseOutcome.SyntaxError error => new Reading.Refused(
                [SyntaxErrors.Explain(script, start + error.ByteOffset, error.Message, server.Major)]),
            ParseOutcome.Aborted aborted => new Reading.Refused([Explain(script, aborted.Reason)]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Refusal Explain(Script script, AbortReason reason)
    {
        var place = Place.File(script.Path);
        return reason switch
        {
            AbortReason.TooDeep => Limits.Refuse(place, "the script is nested deeper than PostgreSQL's parser may go",
                "write it flatter"),
            AbortReason.TooLarge => Limits.Refuse(place, "the script is larger than PostgreSQL's parser may read", "split it"),
            AbortReason.OutOfTime => Limits.Refuse(place, "PostgreSQL's parser was not done with the script in time",
                "split it, and look for deeply nested comments"),
            _ => Limits.Refuse(place, "PostgreSQL's parser crashed on the script", "report it as a fault of Countersign"),
        };
    }

    private static Reading.Refused NoParser(ReadingRequest request, int major) =>
        new([.. request.Scripts.Select(s => Syntax.Refuse(Place.File(s.Path), $"there is no parser for PostgreSQL {major}",
            $"set `server_version` of `{request.Target.Name}` to one of {string.Join(", ", PostgreSqlParser.Majors)}"))]);
}
