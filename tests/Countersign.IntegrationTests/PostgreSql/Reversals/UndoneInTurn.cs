using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>Statements that run one after another; then what undoes each of them runs, the last one's first.</summary>
/// <param name="Ran">Statements that the server took.</param>
/// <param name="Undone">Statements that were undone: all after the last that is irreversible.</param>
/// <param name="Problem">What is wrong; null when the schema came back.</param>
internal sealed record UndoneInTurn(int Ran, int Undone, string? Problem)
{
    private sealed record Way(string Up, string Down);

    /// <param name="session">With nothing but its setup.</param>
    /// <param name="spoil">Alters what undoes a statement; for tests of this test.</param>
    internal static async Task<UndoneInTurn> Of(ReversalSession session, int major, IEnumerable<string> statements, Func<string, string>? spoil = null)
    {
        var (first, seen) = await session.ReadSetup();
        await session.Run("SAVEPOINT sequence");
        try
        {
            var (ran, ways, before) = (0, new Stack<Way>(), first);
            foreach (var statement in statements)
            {
                if (!await Runs(session, statement)) continue;
                ran++;
                var (after, look) = (await session.Read(), await session.Look());
                var difference = SchemaDifference.Between(before, after);
                var reversal = SchemaReversal.Of(
                    difference, before, after, ReversalSession.Between(seen, look), ReversalSession.ConvertsByTheServersOwnRules(statement, major));
                (before, seen) = (after, look);
                if (reversal is Reversal.By(var down)) ways.Push(new(statement, spoil?.Invoke(down) ?? down));
                else if (!difference.IsEmpty) (first, ways) = (after, new());
            }

            return new(ran, ways.Count, ways.Count == 0 ? null : await Undo(session, ways, first));
        }
        finally
        {
            await session.Run("ROLLBACK TO sequence");
        }
    }

    private static async Task<bool> Runs(ReversalSession session, string statement)
    {
        await session.Run("SAVEPOINT one");
        try
        {
            await session.Run(statement);
            return true;
        }
        catch (PostgresException)
        {
            await session.Run("ROLLBACK TO one");
            return false;
        }
    }

    private static async Task<string?> Undo(ReversalSession session, Stack<Way> ways, Schema first)
    {
        var text = string.Join('\n', ways.Select(w => $"  {w.Up}\n    {w.Down.ReplaceLineEndings("\n    ")}"));
        foreach (var way in ways)
        {
            try
            {
                await session.Run(way.Down);
            }
            catch (PostgresException e)
            {
                return $"what undoes {way.Up} fails: {e.MessageText}\n{text}";
            }
        }

        var difference = SchemaDifference.Between(first, await session.Read());
        return difference.IsEmpty ? null
            : $"it is not as before:\n{text}\n{string.Join('\n', difference.Objects.Take(5).Select(o => $"  - {o.Before?.Definition}\n  + {o.After?.Definition}"))}";
    }
}
