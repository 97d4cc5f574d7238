using Countersign.Analysis;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Meaning;
using Countersign.Targets.SqlServer.Models;
using Countersign.Targets.SqlServer.Parsing;
using static Countersign.Analysis.Rules.SqlServerReadingRules;

namespace Countersign.Targets.SqlServer;

/// <summary>
/// Reads T-SQL scripts by Microsoft's own parser, batch by batch. What history says of synonyms and triggers is known; nothing else of
/// the database is.
/// </summary>
public sealed class SqlServerReader : IStatementReader
{
    /// <summary>ScriptDom needs about 80 bytes of memory a byte of script.</summary>
    internal static readonly TextLimits Sizes = new(2_000_000, 1_000_000);

    private readonly TimeSpan _patience;
    private readonly ProjectAnswers _answers = new();

    /// <summary>A reader that gives a script 20 seconds.</summary>
    public SqlServerReader() : this(TimeSpan.FromSeconds(20))
    {
    }

    /// <summary>A reader with patience of one's own.</summary>
    internal SqlServerReader(TimeSpan patience) => _patience = patience;

    /// <inheritdoc />
    public Dialect Dialect => Dialect.SqlServer;

    /// <inheritdoc />
    public SessionProfile SessionOf(TargetPolicy target) => SqlServerSession.ProfileOf(target);

    /// <inheritdoc />
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public Reading Read(ReadingRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var level = SqlServerSession.LevelOf(request.Target);
        if (request.Target.Project is not null) return ReadProject(request, level, cancellation);
        var known = new KnownObjects();
        foreach (var script in request.History.Where(KnownObjects.MightName))
            if (Read(script, level, known, cancellation) is { IsAbandoned: true } abandoned) return new Reading.Refused(abandoned.Refusals);
        var statements = ImmutableArray.CreateBuilder<ReadStatement>();
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var script in request.Scripts)
        {
            known.BeginScript();
            var reading = Read(script, level, known, cancellation);
            statements.AddRange(reading.Statements);
            findings.AddRange(reading.Findings);
            refusals.AddRange(reading.Refusals);
            if (reading.IsAbandoned) break; // its thread may still be at work on what is known
        }

        refusals.AddRange(StrictText.CheckStatements(statements, Sizes));
        return refusals.Count > 0
            ? new Reading.Refused(refusals.ToImmutable())
            : new Reading.Complete(statements.ToImmutable(), findings.ToImmutable())
            {
                Modelled = request.WantsModel ? new FoldedChange(_answers, _patience).Of(request, level, cancellation) : null,
            };
    }

    /// <summary>Building two models takes longer than reading a script: of a thousand tables, some twenty seconds.</summary>
    private Reading ReadProject(ReadingRequest request, int level, CancellationToken cancellation)
    {
        var values = request.Target.ProjectOptions.Variables;
        request = request with { History = SqlCmdValues.Put(request.History, values), Scripts = SqlCmdValues.Put(request.Scripts, values) };
        var answer = _answers.Get(ProjectReading.QuestionOf(request, level), 6 * _patience, cancellation);
        return DeepThread.Run(() => ProjectReading.Read(answer, request, level), _patience, cancellation)
            ?? new Reading.Refused([Limits.Refuse(Place.File(request.Target.Project!), "ScriptDom was not done with the script in time", "split the change")]);
    }

    private ScriptReading Read(Script script, int level, KnownObjects known, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var check = StrictText.Check(script, Sizes);
        if (!check.Refusals.IsEmpty) return ScriptReading.Refused(check.Refusals);
        try
        {
            return DeepThread.Run(() => ScriptReading.Of(new(script), level, known, check.Findings), _patience, cancellation)
                ?? ScriptReading.Refused([Limits.Refuse(Place.File(script.Path), "ScriptDom was not done with the script in time", "split it")])
                    with
                { IsAbandoned = true };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return ScriptReading.Refused([Limits.Refuse(
                Place.File(script.Path), $"ScriptDom failed on the script ({e.GetType().Name})", "report it as a fault of Countersign")]);
        }
    }
}
