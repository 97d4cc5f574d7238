using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Runs what has landed already but is not in the copy, as the login that ran it.</summary>
internal static class Prelude
{
    /// <summary>Null when all of it ran; otherwise which script did not, and why.</summary>
    internal static async Task<string?> Run(RehearsalRequest request, Func<Task<NpgsqlConnection>> open, CancellationToken cancellation)
    {
        if (request.Prelude.IsEmpty) return null;
        var reading = new PostgreSqlReader().Read(new(request.Policy, [], request.Prelude), cancellation);
        if (reading is not Reading.Complete complete) return $"an earlier script cannot be read: {((Reading.Refused)reading).Refusals[0].Sentence}";
        await using var login = await open();
        foreach (var statement in complete.Statements)
            try
            {
                await login.Run(cancellation, Commands.Of(System.Text.Encoding.UTF8.GetString(statement.Bytes.Span)));
            }
            catch (Exception fault) when (fault is NpgsqlException or NotSupportedException)
            {
                return $"{statement.Script.PlaceOf(statement.Span.Offset)}, an earlier script, does not run on the copy: {SafeMessages.Of(fault)}";
            }

        return null;
    }
}
