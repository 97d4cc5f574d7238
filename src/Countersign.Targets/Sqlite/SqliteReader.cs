using Countersign.Analysis;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// Reads SQLite scripts by SQLite: its compiler splits them and says what each statement touches, on a replica of the
/// schema that the history builds.
/// </summary>
public sealed class SqliteReader : IStatementReader
{
    /// <inheritdoc />
    public Dialect Dialect => Dialect.Sqlite;

    /// <inheritdoc />
    public SessionProfile SessionOf(TargetPolicy target) => SqliteProfile.Session;

    /// <inheritdoc />
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public Reading Read(ReadingRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImmutableArray<Refusal> unreadable =
            [.. request.History.Concat(request.Scripts).SelectMany(s => StrictText.Check(s).Refusals)];
        if (!unreadable.IsEmpty) return new Reading.Refused(unreadable);

        using var replica = new SqliteReplica(cancellation);
        foreach (var script in request.History)
            if (SqliteHistory.Replay(replica, script) is { } refusal)
                return new Reading.Refused([refusal]);
        cancellation.ThrowIfCancellationRequested();

        var statements = ImmutableArray.CreateBuilder<ReadStatement>();
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var made = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var script in request.Scripts)
        {
            var reading = new SqliteScriptReading(replica, script, made);
            var whole = reading.Run();
            cancellation.ThrowIfCancellationRequested();
            statements.AddRange(reading.Statements);
            refusals.AddRange(reading.Refusals);
            findings.AddRange(reading.Findings);
            findings.AddRange(StrictText.Check(script).Findings);
            if (!whole) break; // what comes after needs the schema that this script would have made
        }

        refusals.AddRange(StrictText.CheckStatements(statements));
        return refusals.Count > 0
            ? new Reading.Refused(refusals.ToImmutable())
            : new Reading.Complete(statements.ToImmutable(), findings.ToImmutable());
    }
}
