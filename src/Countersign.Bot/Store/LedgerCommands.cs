using System.Data.Common;
using Countersign.Ledger;

namespace Countersign.Bot.Store;

/// <summary>The ledger's writes. The end is read in the same transaction, so that a chain never forks.</summary>
internal sealed class LedgerCommands : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly DbCommand _end;
    private readonly DbCommand _insert;
    private readonly DbCommand _find;

    public LedgerCommands(Database database, DbConnection connection, TimeProvider clock)
    {
        _clock = clock;
        _end = database.Prepared(connection, "select sequence, leaf from entries order by sequence desc limit 1");
        _insert = database.Prepared(connection,
            "insert into entries (sequence, kind, envelope, leaf, reference) values (@Sequence, @Kind, @Envelope, @Leaf, @Reference)",
            "Sequence", "Kind", "Envelope", "Leaf", "Reference");
        _find = database.Prepared(connection, "select 1 from entries where reference = @Reference", "Reference");
    }

    public LedgerEnd Append(ImmutableArray<LedgerFact> facts)
    {
        var end = ReadEnd();
        foreach (var fact in facts)
        {
            if (fact.Reference is { } reference && _find.With(reference).ExecuteScalar() is not null) continue;
            var envelope = LedgerEntry.Write(end, _clock.GetUtcNow(), fact);
            var next = end.After(envelope);
            _insert.With(end.Size, fact.Kind.Word(), envelope, next.Last!.Value.Hex, fact.Reference ?? (object)DBNull.Value).ExecuteNonQuery();
            end = next;
        }

        return end;
    }

    public void Dispose()
    {
        _end.Dispose();
        _insert.Dispose();
        _find.Dispose();
    }

    private LedgerEnd ReadEnd()
    {
        using var reader = _end.ExecuteReader();
        return reader.Read() ? new(reader.GetInt64(0) + 1, new(reader.GetString(1))) : LedgerEnd.Empty;
    }
}
