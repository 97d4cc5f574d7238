using System.Text.Json;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// The latest answers of the child process: the same question has the same answer, and a change is examined many times. What failed is
/// asked again.
/// </summary>
internal sealed class ProjectAnswers
{
    private const int Most = 8;
    private readonly Lock _lock = new();
    private readonly LinkedList<(Digest Question, ProjectAnswer Answer)> _latest = new();

    internal ProjectAnswer Get(ProjectQuestion question, TimeSpan patience, CancellationToken cancellation)
    {
        var key = Digest.Of(JsonSerializer.SerializeToUtf8Bytes(question));
        lock (_lock)
            if (_latest.Where(a => a.Question == key).Select(a => a.Answer).FirstOrDefault() is { } known)
                return known;
        var answer = ProjectChild.Ask(question, patience, cancellation);
        if (!answer.Refusals.IsEmpty) return answer;
        lock (_lock)
        {
            _latest.AddFirst((key, answer));
            if (_latest.Count > Most) _latest.RemoveLast();
        }

        return answer;
    }
}
