using System.Text.Json;
using Countersign.Deployments;
using Countersign.Drift;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>What is known of a server's schema.</summary>
/// <param name="Acceptance">A person's word that the ledger has not got yet, with the schema that it is about.</param>
internal sealed record KnownSchemaRecord(KnownSchema Known, (SchemaAcceptance Word, Schema Schema)? Acceptance);

/// <summary>Table `known_schemas`: one row a server and database, whatever targets name it.</summary>
internal sealed class KnownSchemaRecords(Database store, TimeProvider clock)
{
    /// <summary>What is known; null when the server was never looked at.</summary>
    public async Task<KnownSchemaRecord?> Find(TargetIdentity server, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            "select schema, because, expected, acceptance, accepted from known_schemas where server = @Server",
            new { Server = server.Text }, cancellation);
        return rows is [var row]
            ? new(
                new(SchemaDocument.Read(row.Schema), row.Because, [.. JsonSerializer.Deserialize<string[]>(row.Expected)!.Select(h => new Digest(h))]),
                row is { Acceptance: { } word, Accepted: { } schema }
                    ? (JsonSerializer.Deserialize(word, SchemaAcceptanceJson.Default.SchemaAcceptance)!, SchemaDocument.Read(schema))
                    : null)
            : null;
    }

    /// <summary>Takes the schema as it is, when nothing is known yet.</summary>
    public Task KeepFirst(TargetIdentity server, Schema schema, CancellationToken cancellation) => store.Execute(
        """
        insert into known_schemas (server, schema, because, changed_at) select @Server, @Schema, @Because, @Now
        where not exists (select 1 from known_schemas where server = @Server) on conflict do nothing
        """,
        Parameters(server, schema, $"first seen at {Stamp.Of(clock.GetUtcNow())}"), cancellation);

    /// <summary>Replaces what is known. A word on another schema is worth nothing any more.</summary>
    /// <param name="because">How it is known.</param>
    public Task Keep(TargetIdentity server, Schema schema, string because, CancellationToken cancellation) => store.Execute(
        """
        insert into known_schemas (server, schema, because, changed_at) values (@Server, @Schema, @Because, @Now)
        on conflict (server) do update set schema = excluded.schema, because = excluded.because, changed_at = excluded.changed_at,
          expected = '[]', acceptance = null, accepted = null
        """,
        Parameters(server, schema, because), cancellation);

    /// <summary>What units that are about to run leave, so that a crash between them is not taken for somebody else's change.</summary>
    public Task Expect(TargetIdentity server, ImmutableArray<Digest> fingerprints, CancellationToken cancellation) => store.Execute(
        "update known_schemas set expected = @Expected where server = @Server",
        new { Server = server.Text, Expected = JsonSerializer.Serialize(fingerprints.Select(f => f.Hex).ToArray()) }, cancellation);

    /// <summary>Keeps a person's word. It counts once the workflow has written it to the ledger.</summary>
    public Task Accept(TargetIdentity server, Schema schema, SchemaAcceptance word, CancellationToken cancellation) => store.Execute(
        "update known_schemas set acceptance = @Word, accepted = @Schema where server = @Server",
        new
        {
            Server = server.Text,
            Word = JsonSerializer.Serialize(word, SchemaAcceptanceJson.Default.SchemaAcceptance),
            Schema = SchemaDocument.Write(schema),
        },
        cancellation);

    private object Parameters(TargetIdentity server, Schema schema, string because) =>
        new { Server = server.Text, Schema = SchemaDocument.Write(schema), Because = because, Now = Stamp.Of(clock.GetUtcNow()) };

    private sealed class Row
    {
        public required byte[] Schema { get; init; }
        public required string Because { get; init; }
        public required string Expected { get; init; }
        public string? Acceptance { get; init; }
        public byte[]? Accepted { get; init; }
    }
}
