using System.IO.Compression;
using System.Text.Json;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// The latest answers of the child process: the same question has the same answer, and every open change is examined many times. They are
/// kept packed, up to so many bytes. What failed is asked again.
/// </summary>
internal sealed class ProjectAnswers(Func<ProjectQuestion, TimeSpan, CancellationToken, ProjectAnswer> ask, long most)
{
    /// <summary>Some hundred answers about projects of a thousand tables.</summary>
    private const long Usual = 32L << 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<(Digest Question, byte[] Packed)> _latest = new();
    private readonly ImmutableArray<SemaphoreSlim> _asking = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];
    private long _held;

    /// <summary>Answers of <see cref="ProjectChild"/>.</summary>
    internal ProjectAnswers() : this(ProjectChild.Ask, Usual)
    {
    }

    /// <summary>The answer. Of several who ask the same at once, one asks and the others wait.</summary>
    /// <param name="patience">For the answer itself; waiting for a turn comes on top.</param>
    internal ProjectAnswer Get(ProjectQuestion question, TimeSpan patience, CancellationToken cancellation)
    {
        var key = Digest.Of(JsonSerializer.SerializeToUtf8Bytes(question));
        if (Known(key) is { } known) return known;
        using var first = new ChildTurns.Turn(_asking[Convert.ToInt32(key.Hex[..1], 16)], cancellation);
        if (Known(key) is { } meanwhile) return meanwhile;
        using var turn = ChildTurns.Take(cancellation);
        var answer = ask(question, patience, cancellation);
        if (answer.Refusals.IsEmpty) Keep(key, Pack(answer));
        return answer;
    }

    private ProjectAnswer? Known(Digest key)
    {
        byte[] packed;
        lock (_lock)
        {
            var place = _latest.First;
            while (place is not null && place.Value.Question != key) place = place.Next;
            if (place is null) return null;
            _latest.Remove(place);
            _latest.AddFirst(place);
            packed = place.Value.Packed;
        }

        using var stream = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ProjectAnswer>(stream);
    }

    private void Keep(Digest key, byte[] packed)
    {
        lock (_lock)
        {
            _latest.AddFirst((key, packed));
            for (_held += packed.Length; _held > most && _latest.Last is { } oldest; _latest.RemoveLast()) _held -= oldest.Value.Packed.Length;
        }
    }

    private static byte[] Pack(ProjectAnswer answer)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Fastest)) JsonSerializer.Serialize(stream, answer);
        return packed.ToArray();
    }
}
