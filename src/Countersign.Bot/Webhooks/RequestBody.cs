using System.Buffers;
using System.IO.Pipelines;

namespace Countersign.Bot.Webhooks;

/// <summary>Receives a body whole, up to a limit that is ours and not the server's, so that the answer can be a clean 413.</summary>
internal static class RequestBody
{
    /// <summary>GitHub sends no more than 25 MB; it drops what would be larger.</summary>
    public const int Limit = 25 * 1024 * 1024;

    /// <summary>The bytes as they came; null when there are more than <see cref="Limit"/>.</summary>
    public static async Task<byte[]?> Receive(HttpRequest request, CancellationToken cancellation)
    {
        var whole = request.ContentLength > Limit ? null : await ReadWhole(request.BodyReader, cancellation);
        if (whole is null) await Discard(request.BodyReader, cancellation);
        return whole;
    }

    private static async Task<byte[]?> ReadWhole(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > Limit || read.IsCompleted)
            {
                var whole = read.Buffer.Length > Limit ? null : read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return whole;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>A client that is still sending would not read the answer; up to a bound we let it finish.</summary>
    private static async Task Discard(PipeReader reader, CancellationToken cancellation)
    {
        for (long discarded = 0; discarded < Limit;)
        {
            var read = await reader.ReadAsync(cancellation);
            discarded += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }
}
