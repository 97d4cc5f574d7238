using Countersign.Statements;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// The commands of a transactional unit, and which of them belongs to which statement: the beginning, statement, guard,
/// statement, guard, … the last statement, SET CONSTRAINTS, guard, marker, COMMIT. The last two are sent apart when what the
/// unit did is looked at first.
/// </summary>
internal sealed class UnitBatch
{
    private readonly ImmutableArray<Statement> _statements;
    private readonly int _first;

    /// <param name="isHeld">Whether row counters are read behind BEGIN and the transaction is left open.</param>
    internal UnitBatch(ApplySession session, PlacedIntent intent, bool isHeld)
    {
        Intent = intent;
        _statements = intent.Intent.Unit.Statements;
        ImmutableArray<NpgsqlBatchCommand> begin = isHeld ? [.. session.Begin(), ImpactReading.Before()] : session.Begin();
        _first = begin.Length;
        var guarded = _statements.SkipLast(1)
            .SelectMany(s => new[] { PostgreSql.Commands.Of(SignedText.Of(s)), Guard.InTransaction(session.Session.Login) });
        Commands =
        [
            .. begin,
            .. guarded,
            PostgreSql.Commands.Of(SignedText.Of(_statements[^1])),
            // Deferred triggers would otherwise run at COMMIT, behind the last guard.
            PostgreSql.Commands.Of("SET CONSTRAINTS ALL IMMEDIATE"),
            Guard.InTransaction(session.Session.Login),
            .. isHeld ? [] : Ending(intent),
        ];
    }

    /// <summary>What makes a unit permanent.</summary>
    internal static ImmutableArray<NpgsqlBatchCommand> Ending(PlacedIntent intent) =>
        [ApplySession.Marker(intent), PostgreSql.Commands.Of("COMMIT")];

    internal PlacedIntent Intent { get; }

    internal ImmutableArray<NpgsqlBatchCommand> Commands { get; }

    private int LastGuard => _first + 2 * _statements.Length;

    internal bool IsGuard(int command) =>
        command == LastGuard || command >= _first && command < LastGuard - 1 && (command - _first) % 2 == 1;

    /// <summary>The statement that a command is, or that a guard watches; null for all else.</summary>
    internal Statement? StatementAt(int command) =>
        command == LastGuard ? _statements[^1]
        : command >= _first && command < LastGuard - 1 ? _statements[(command - _first) / 2]
        : null;

    internal ImmutableArray<long> RowsOf(NpgsqlBatch batch) =>
        [.. Enumerable.Range(0, _statements.Length).Select(i => SignedText.RowsOf(batch.BatchCommands[_first + 2 * i]))];
}
