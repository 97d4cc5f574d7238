using Countersign.Statements.PostgreSql;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>The list of harmless functions is the one that the server's own catalogue gives, for the server that runs the tests.</summary>
[Invariant(15)]
public sealed class AllowedFunctionsTests(PostgreSqlServers servers)
{
    private const string Query = """
        -- The functions that KnownFunctions calls harmless: every overload of the name is immutable or stable, or on the short list of
        -- volatile ones; none takes or gives what only the server's own code handles; and the name is none of those that are marked
        -- stable or immutable and yet run text, input functions of other types, or read the server's files.
        SELECT proname::text
        FROM pg_catalog.pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
        GROUP BY proname
        HAVING bool_and(
            (provolatile IN ('i', 's') OR proname::text IN (
                'array_sample', 'array_shuffle', 'clock_timestamp', 'currval', 'gen_random_uuid', 'lastval', 'pg_database_size',
                'pg_indexes_size', 'pg_is_in_recovery', 'pg_relation_size', 'pg_table_size', 'pg_tablespace_size',
                'pg_total_relation_size', 'random', 'random_normal', 'timeofday', 'uuidv4', 'uuidv7'))
            AND prokind <> 'p'
            AND prorettype NOT IN (2275, 2278, 2279, 2280, 2281, 3838)
            AND NOT (2275 = ANY (proargtypes::oid[]) OR 2281 = ANY (proargtypes::oid[]))
            AND proname::text !~ '(_to_xml|populate_record|^pg_(read|ls|input|logical|available_extension|extension_update|import|file_settings)|^lo_|^binary_upgrade)'
            AND proname::text NOT IN ('ts_rewrite', 'ts_stat', 'pg_stat_file', 'pg_show_all_file_settings', 'pg_hba_file_rules', 'pg_ident_file_mappings', 'pg_config'))
        ORDER BY proname::text COLLATE "C"
        """;

    [Fact]
    public async Task The_list_of_a_major_is_that_of_its_catalogue()
    {
        var server = await servers.Shared;
        var found = new List<string>();
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) found.Add(reader.GetString(0));

        Assert.Equal(found, HarmlessFunctions.Of(server.Major).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("query_to_xml"), InlineData("database_to_xml"), InlineData("ts_stat"), InlineData("ts_rewrite"), InlineData("pg_read_file")]
    [InlineData("pg_ls_dir"), InlineData("lo_export"), InlineData("pg_terminate_backend"), InlineData("set_config"), InlineData("nextval")]
    [InlineData("json_populate_record"), InlineData("pg_input_is_valid"), InlineData("pg_notify"), InlineData("pg_create_logical_replication_slot")]
    public void Whatever_does_more_than_read_is_on_no_list(string function) =>
        Assert.All(Enumerable.Range(13, 6), major => Assert.False(HarmlessFunctions.Of(major).Contains(function), $"{function} on {major}"));
}
