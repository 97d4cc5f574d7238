using System.Text;
using System.Text.Json;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements;

/// <summary>
/// The digests that everything binds to, held against vectors of another program. When this fails, every sign-off in the
/// world would be void: do not rewrite the vectors, introduce a new version tag.
/// </summary>
[Invariant(7)]
public sealed class DigestVectorTests
{
    private static readonly Vectors Golden = JsonSerializer.Deserialize<Vectors>(
        File.ReadAllText(Fixtures.PathOf("Statements", "digests.golden.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Names => [.. Golden.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Digests_are_those_of_the_vectors(string name)
    {
        var vector = Golden.Cases.Single(c => c.Name == name);
        var session = new SessionProfile(vector.Settings);
        var scripts = vector.Scripts.Select(s => (
            Script: new Script(s.Path, Enum.Parse<FileMode>(s.Mode), ScriptRole.Versioned, Encoding.UTF8.GetBytes(s.Text)), s.Spans)).ToImmutableArray();
        var statements = scripts.SelectMany(s => s.Spans.Select(p => new ReadStatement(
            s.Script, new(p.Offset, p.Length), "any", [], [], p.Reversal is null ? new Reversal.Irreversible("any") : new Reversal.By(p.Reversal))));

        var plan = PlanBuilding.Build(
        [
            new(new(vector.Target), "any", Enum.GetValues<Dialect>().Single(d => d.Word() == vector.Dialect), session,
                [.. scripts.Select(s => s.Script)], [.. statements]),
        ]);

        Assert.Equal(vector.Profile, session.Digest.Hex);
        Assert.Equal(vector.ChainStart, DigestRules.ChainStart(new(vector.Target)).Hex);
        Assert.Equal(vector.Statements, plan.Statements.Select(s => new StatementVector(s.Digest.Hex, s.Chain.Hex)));
        Assert.Equal(vector.Plan, plan.Digest.Hex);
    }

    private sealed record Vectors(string Description, ImmutableArray<Vector> Cases);

    private sealed record Vector(
        string Name, string Target, string Dialect, Dictionary<string, string> Settings, ImmutableArray<ScriptVector> Scripts,
        string Profile, string ChainStart, ImmutableArray<StatementVector> Statements, string Plan);

    private sealed record ScriptVector(string Path, string Mode, string Text, ImmutableArray<SpanVector> Spans);

    private sealed record SpanVector(int Offset, int Length, string? Reversal);

    private sealed record StatementVector(string Statement, string Chain);
}
