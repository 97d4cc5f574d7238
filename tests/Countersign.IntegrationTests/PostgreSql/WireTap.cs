using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>One message of the protocol. The start-up packet has type `\0`.</summary>
internal sealed record TapMessage(string User, bool FromClient, char Type, byte[] Body)
{
    /// <summary>The text of a Parse or Query; null for other messages.</summary>
    internal byte[]? Sql => (FromClient, Type) switch
    {
        (true, 'P') => Until0(Array.IndexOf(Body, (byte)0) + 1),
        (true, 'Q') => Until0(0),
        _ => null,
    };

    internal string Text => Encoding.UTF8.GetString(Body);

    private byte[] Until0(int from) => Body[from..Array.IndexOf(Body, (byte)0, from)];
}

/// <summary>What becomes of a message.</summary>
internal abstract record TapAction
{
    internal sealed record Forward : TapAction;

    internal sealed record Replace(byte[] Body) : TapAction;

    /// <summary>Both sockets close; the message is lost, or the last to get through.</summary>
    internal sealed record Cut(bool After) : TapAction;
}

/// <summary>A proxy in front of a server that decodes the frontend/backend protocol 3.0, records it, and cuts it where told to.</summary>
internal sealed class WireTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _sockets = [];
    private readonly int _serverPort;
    private readonly Func<TapMessage, TapAction> _decide;
    private readonly Task _accepting;

    internal WireTap(int serverPort, Func<TapMessage, TapAction>? decide = null)
    {
        (_serverPort, _decide) = (serverPort, decide ?? (_ => new TapAction.Forward()));
        _listener.Start();
        _accepting = Accept();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal ConcurrentQueue<TapMessage> Seen { get; } = [];

    /// <summary>Whether any connection was cut; a test that cuts nothing proves nothing.</summary>
    internal bool WasCut { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var socket in _sockets) socket.Dispose();
        await _accepting;
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(Relay(await _listener.AcceptTcpClientAsync()));
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Relay(TcpClient client)
    {
        var server = new TcpClient();
        _sockets.Add(client);
        _sockets.Add(server);
        await server.ConnectAsync(IPAddress.Loopback, _serverPort);
        byte[] startUp;
        try
        {
            startUp = await ReadBody(client.GetStream());
        }
        catch (IOException) // killed before it said a word
        {
            server.Dispose();
            return;
        }

        var user = Value(startUp, "user");
        Seen.Enqueue(new(user, true, '\0', startUp));
        await Write(server.GetStream(), '\0', startUp);
        var forth = Pump(client, server, user, fromClient: true);
        var back = Pump(server, client, user, fromClient: false);
        await Task.WhenAll(forth, back);
    }

    /// <summary>Carries messages one way. When one side closes, the other is closed too.</summary>
    private async Task Pump(TcpClient from, TcpClient to, string user, bool fromClient)
    {
        try
        {
            while (true)
            {
                var (type, body) = await Read(from.GetStream());
                var message = new TapMessage(user, fromClient, type, body);
                Seen.Enqueue(message);
                var action = _decide(message);
                WasCut |= action is TapAction.Cut;
                if (action is TapAction.Cut { After: false }) break;
                await Write(to.GetStream(), type, action is TapAction.Replace r ? r.Body : body);
                if (action is TapAction.Cut) break;
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side hung up; the other is told below.
        }

        from.Dispose();
        to.Dispose();
    }

    private static async Task<(char Type, byte[] Body)> Read(NetworkStream stream)
    {
        var type = new byte[1];
        await stream.ReadExactlyAsync(type);
        return ((char)type[0], await ReadBody(stream));
    }

    private static async Task<byte[]> ReadBody(NetworkStream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
        await stream.ReadExactlyAsync(body);
        return body;
    }

    private static async Task Write(NetworkStream stream, char type, byte[] body)
    {
        var framed = new byte[(type == '\0' ? 4 : 5) + body.Length];
        if (type != '\0') framed[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(type == '\0' ? 0 : 1), body.Length + 4);
        body.CopyTo(framed, framed.Length - body.Length);
        await stream.WriteAsync(framed);
    }

    /// <summary>A parameter of the start-up packet: protocol number, then names and values, each ended by a zero.</summary>
    internal static string Value(byte[] startUp, string name)
    {
        var parts = Encoding.UTF8.GetString(startUp, 4, startUp.Length - 4).Split('\0');
        return parts[Array.IndexOf(parts, name) + 1];
    }
}
