using System.Data.Common;
using Countersign.Bot.Store;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>A database with something before some of what is done to it.</summary>
internal abstract class ForwardedDatabase(Database database) : Database
{
    public override string Name => database.Name;

    public override DbConnection Open() => database.Open();

    public override string Translate(SchemaFile file) => database.Translate(file);

    public override ImmutableArray<string> Beginning(bool isAlone) => database.Beginning(isAlone);

    public override bool IsInTransaction(DbConnection connection) => database.IsInTransaction(connection);

    public override DbCommand Prepare(DbConnection connection, string sql, ReadOnlySpan<string> parameters) => database.Prepare(connection, sql, parameters);

    public override bool HasTable(DbConnection connection, string table) => database.HasTable(connection, table);
}
