using Countersign.SqlServerTests;
using Microsoft.Data.SqlClient;
using Testcontainers.MsSql;

[assembly: AssemblyFixture(typeof(RealServer))]

namespace Countersign.SqlServerTests;

/// <summary>
/// A SQL Server in a container, one for all tests: starting it takes half a minute. <c>COUNTERSIGN_SQLSERVER_IMAGE</c> names another
/// image. Where there is no container engine every test fails; none is skipped.
/// </summary>
public sealed class RealServer : IAsyncLifetime
{
    private const string Image = "mcr.microsoft.com/mssql/server:2022-CU14-ubuntu-22.04";

    private MsSqlContainer? _container;

    public async ValueTask InitializeAsync()
    {
        var image = Environment.GetEnvironmentVariable("COUNTERSIGN_SQLSERVER_IMAGE") is { Length: > 0 } other ? other : Image;
        _container = new MsSqlBuilder(image).Build();
        await _container.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A connection string as the executor gets one.</summary>
    internal string ConnectionString(string database, string login, string password) => new SqlConnectionStringBuilder(Administrator("master"))
    {
        InitialCatalog = database,
        UserID = login,
        Password = password,
    }.ConnectionString;

    /// <summary>As the server's own administrator, who is not of the product.</summary>
    internal string Administrator(string database) => new SqlConnectionStringBuilder(_container!.GetConnectionString())
    {
        InitialCatalog = database,
    }.ConnectionString;
}
