using System.Globalization;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>
/// Makes things in passes: what fails because something is not there yet is tried again after everything else, until a pass
/// makes nothing more. Each batch is one transaction on the server, small enough for its table of locks.
/// </summary>
internal sealed class CopyRun(NpgsqlConnection superuser)
{
    private const int BatchSize = 150;

    /// <summary>Tries each statement in a subtransaction of its own and answers which failed, and why.</summary>
    private const string Attempt =
        """
        CREATE FUNCTION pg_temp.attempt(statements text[]) RETURNS TABLE (place text, code text, message text) LANGUAGE plpgsql AS $$
        BEGIN
            FOR i IN 1 .. cardinality(statements) LOOP
                BEGIN
                    EXECUTE statements[i];
                EXCEPTION WHEN OTHERS THEN
                    place := i; code := SQLSTATE; message := SQLERRM; RETURN NEXT;
                END;
            END LOOP;
        END $$
        """;

    internal async Task Prepare(CancellationToken cancellation) => await superuser.Run(cancellation,
        Commands.Of("SET check_function_bodies = off"), Commands.Of("SET client_min_messages = error"), Commands.Of("SET allow_system_table_mods = on"),
        Commands.Of("DROP SCHEMA public"), Commands.Of(Attempt));

    /// <summary>What cannot be made, with the server's words.</summary>
    internal async Task<ImmutableArray<FailedStep>> Run(ImmutableArray<CopyStep> steps, CancellationToken cancellation)
    {
        for (var left = steps; ;)
        {
            var failed = await Pass(left, cancellation);
            if (failed.IsEmpty || failed.Length == left.Length) return failed;
            left = [.. failed.Select(f => f.Step)];
        }
    }

    private async Task<ImmutableArray<FailedStep>> Pass(ImmutableArray<CopyStep> steps, CancellationToken cancellation)
    {
        var failed = ImmutableArray.CreateBuilder<FailedStep>();
        foreach (var batch in steps.Chunk(BatchSize))
            failed.AddRange((await superuser.Rows("SELECT place, code, message FROM pg_temp.attempt($1)", [batch.Select(s => s.Sql).ToArray()], cancellation))
                .Select(r => new FailedStep(batch[int.Parse(r[0]!, CultureInfo.InvariantCulture) - 1], $"{r[1]} {r[2]}")));
        return failed.ToImmutable();
    }
}

/// <summary>A statement that the server refused to the last.</summary>
internal sealed record FailedStep(CopyStep Step, string Message);
