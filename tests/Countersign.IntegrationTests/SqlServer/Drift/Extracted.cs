using System.Runtime.CompilerServices;
using Countersign.Schemas;
using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Executing;
using Countersign.Targets.SqlServer.Models;

namespace Countersign.IntegrationTests.SqlServer.Drift;

/// <summary>
/// Two dacpacs of an enrolled database, as extracting it would give them: before and after somebody worked on it by hand. Each was packed
/// by DacFx from the script of its name and `markers.sql`.
/// </summary>
internal static class Extracted
{
    private static readonly Lazy<ImmutableArray<Schema>> All = new(ReadAll);

    internal static SchemaSource Shop { get; } = new([], File.ReadAllBytes(PathOf("shop.dacpac")));

    internal static SchemaSource ByHand { get; } = new([], File.ReadAllBytes(PathOf("by-hand.dacpac")));

    /// <summary>What the scripts declare; all four are read once, since each reading starts a process.</summary>
    internal static (Schema Shop, Schema ByHand) Declared => (All.Value[0], All.Value[2]);

    /// <summary>What the dacpacs hold, the marker schema included.</summary>
    internal static (Schema Shop, Schema ByHand) Packed => (All.Value[1], All.Value[3]);

    /// <summary>What is read of the two databases.</summary>
    internal static (Schema Shop, Schema ByHand) Seen => (OwnObjects.Without(Packed.Shop), OwnObjects.Without(Packed.ByHand));

    private static ImmutableArray<Schema> ReadAll()
    {
        var question = new SchemasQuestion(160, [Text("shop.sql"), Shop, Text("by-hand.sql"), ByHand]);
        var answered = Assert.IsType<ChildOutcome.Answered>(ProjectChild.Ask(new ChildQuestion(null, question), TimeSpan.FromMinutes(2), CancellationToken.None));
        Assert.Empty(answered.Answer.Schemas!.Schemas.SelectMany(s => s.Problems));
        return [.. answered.Answer.Schemas.Schemas.Select(s => s.Schema)];
    }

    private static SchemaSource Text(string name) => new([new(name, File.ReadAllBytes(PathOf(name)))], []);

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
