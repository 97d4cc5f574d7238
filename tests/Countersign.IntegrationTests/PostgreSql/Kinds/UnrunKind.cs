namespace Countersign.IntegrationTests.PostgreSql.Kinds;

/// <summary>A kind of statement that no rehearsal can run, with an example.</summary>
/// <param name="Code">What the server answers; null where the reader refuses the statement, so that no server gets it.</param>
public sealed record UnrunKind(string Kind, string Example, string? Code, string Because)
{
    internal static ImmutableArray<UnrunKind> All { get; } =
    [
        new("TransactionStmt", "COMMIT", null, "the transaction is the executor's"),
        new("DiscardStmt", "DISCARD ALL", null, "it resets the session that was set up and checked"),
        new("ListenStmt", "LISTEN news", null, "nobody hears what a deployment's session listens to"),
        new("UnlistenStmt", "UNLISTEN *", null, "nobody hears what a deployment's session listens to"),
        new("AlterRoleSetStmt", "ALTER ROLE writer SET work_mem = '1MB'", null, "it changes sessions that start later"),
        new("AlterDatabaseSetStmt", "ALTER DATABASE shop SET work_mem = '1MB'", null, "it changes sessions that start later"),
        new("SecLabelStmt", "SECURITY LABEL ON SCHEMA public IS 'x'", "22023", "PostgreSQL comes without a provider of labels"),
        new("ImportForeignSchemaStmt", "IMPORT FOREIGN SCHEMA theirs FROM SERVER far INTO public", "55000",
            "a wrapper has to ask another server; a throwaway one has no network"),
    ];

    /// <inheritdoc />
    public override string ToString() => Kind;
}
