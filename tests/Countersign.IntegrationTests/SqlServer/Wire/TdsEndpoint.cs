using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Countersign.IntegrationTests.SqlServer.Wire;

/// <summary>Whoever answers on one connection.</summary>
internal interface ITdsSession
{
    /// <summary>The reply to the login.</summary>
    byte[] Greet(string database);

    /// <summary>The reply; null hangs up.</summary>
    byte[]? Answer(TdsRequest request);

    /// <summary>The client is gone, or was hung up on.</summary>
    void End();
}

/// <summary>
/// A listener that speaks enough of TDS 7.4 for the real SqlClient: prelogin without encryption, login, batches, procedures. What it
/// answers is the test's affair.
/// </summary>
internal sealed class TdsEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, ITdsSession> _login;
    private readonly Task _accepting;

    /// <param name="login">Makes the session of a user.</param>
    internal TdsEndpoint(Func<string, ITdsSession> login)
    {
        _login = login;
        _listener.Start();
        _accepting = Accept();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every command, in the order in which they came.</summary>
    internal ConcurrentQueue<TdsRequest> Seen { get; } = new();

    internal string ConnectionString(string user) =>
        $"Server=tcp:127.0.0.1,{Port};Database=shop;User ID={user};Password=not secret;Encrypt=Optional;Connect Timeout=20";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task Accept()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(Serve(await _listener.AcceptTcpClientAsync()));
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            ITdsSession? session = null;
            try
            {
                var stream = new TdsStream(client.GetStream());
                var user = "";
                while (await stream.Read() is var (type, body))
                {
                    byte[]? reply;
                    if (type == 0x12) reply = Prelogin();
                    else if (type == 0x10)
                    {
                        (user, var database) = TdsRequest.Login(body);
                        Seen.Enqueue(new(user, "login", database, [], []));
                        session = _login(user);
                        reply = session.Greet(database);
                    }
                    else
                    {
                        var request = TdsRequest.Of(user, type, body);
                        Seen.Enqueue(request);
                        reply = session!.Answer(request);
                    }

                    if (reply is null) return;
                    await stream.Write(reply);
                }
            }
            catch (IOException)
            {
                // The client is gone.
            }
            finally
            {
                session?.End();
            }
        }
    }

    /// <summary>Version, no encryption, no instance, no thread, no MARS.</summary>
    private static byte[] Prelogin() =>
    [
        0, 0, 26, 0, 6, 1, 0, 32, 0, 1, 2, 0, 33, 0, 1, 3, 0, 34, 0, 0, 4, 0, 34, 0, 1, 0xff,
        16, 0, 0x10, 0, 0, 0, 2, 0, 0,
    ];
}
