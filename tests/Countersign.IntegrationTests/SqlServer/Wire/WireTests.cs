using Countersign.Targets.SqlServer.Links;

namespace Countersign.IntegrationTests.SqlServer.Wire;

/// <summary>The real SqlClient, in its own process, against a listener of ours.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task A_batch_without_parameters_goes_over_the_wire_as_it_is()
    {
        await using var endpoint = new TdsEndpoint(_ => new Echo());
        await using var links = SqlLinks.New();
        var (link, opened) = await links.Open(endpoint.ConnectionString("app") + ";Pooling=false;ConnectRetryCount=0");
        Assert.Null(opened.Fault);

        var reply = await link.Ask("SELECT N'é😀' -- ;\r\n");

        Assert.Null(reply.Fault);
        Assert.Equal([["SELECT N'é😀' -- ;\r\n", null]], reply.Rows);
        Assert.Equal(["login", "batch"], endpoint.Seen.Select(s => s.Kind));
        await link.DisposeAsync();
    }

    private sealed class Echo : ITdsSession
    {
        public byte[] Greet(string database) => new TdsReply().Login(database).ToArray();

        public byte[]? Answer(TdsRequest request) => new TdsReply().Rows(2, [request.Text, null]).ToArray();

        public void End()
        {
        }
    }
}
