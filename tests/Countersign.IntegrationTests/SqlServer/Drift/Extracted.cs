using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Countersign.Schemas;
using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Executing;
using Countersign.Targets.SqlServer.Models;

namespace Countersign.IntegrationTests.SqlServer.Drift;

/// <summary>
/// Two dacpacs of an enrolled database, as extracting it would give them: before and after somebody worked on it by hand. Each was packed
/// by DacFx from the script of its name and the marker schema.
/// </summary>
internal static partial class Extracted
{
    private static readonly Lazy<ImmutableArray<Schema>> All = new(ReadAll);

    internal static SchemaSource Shop { get; } = new([], File.ReadAllBytes(PathOf("shop.dacpac")));

    internal static SchemaSource ByHand { get; } = new([], File.ReadAllBytes(PathOf("by-hand.dacpac")));

    /// <summary>What the scripts declare; all are read once, since each reading starts a process.</summary>
    internal static (Schema Shop, Schema ByHand) Declared => (All.Value[0], All.Value[2]);

    /// <summary>What the first script declares together with the marker schema, as enrolling makes it now.</summary>
    internal static Schema Enrolled => All.Value[4];

    /// <summary>What the dacpacs hold, the marker schema included.</summary>
    internal static (Schema Shop, Schema ByHand) Packed => (All.Value[1], All.Value[3]);

    /// <summary>What is read of the two databases.</summary>
    internal static (Schema Shop, Schema ByHand) Seen => (OwnObjects.Without(Packed.Shop), OwnObjects.Without(Packed.ByHand));

    private static ImmutableArray<Schema> ReadAll()
    {
        var question = new SchemasQuestion(160, [Text("shop.sql"), Shop, Text("by-hand.sql"), ByHand, WithMarkers("shop.sql")]);
        var answered = Assert.IsType<ChildOutcome.Answered>(ProjectChild.Ask(new ChildQuestion(null, question), TimeSpan.FromMinutes(2), CancellationToken.None));
        Assert.Empty(answered.Answer.Schemas!.Schemas.SelectMany(s => s.Problems));
        return [.. answered.Answer.Schemas.Schemas.Select(s => s.Schema)];
    }

    private static SchemaSource Text(string name) => new([new(name, File.ReadAllBytes(PathOf(name)))], []);

    private static SchemaSource WithMarkers(string name) => new(
        [
            .. Text(name).Sources,
            .. MarkerSchema.Create.Concat(MarkerSchema.GrantsTo("shop_apply", "shop_verify").Where(g => !g.StartsWith("REVOKE", StringComparison.Ordinal)))
                .Select((batch, i) => new ProjectSource($"marker{i}.sql", Encoding.UTF8.GetBytes(Declaration(batch)))),
        ],
        []);

    /// <summary>A batch without what makes it safe to run again: a model knows declarations only.</summary>
    private static string Declaration(string batch) => Conditional().Match(batch) is { Success: true } conditional
        ? conditional.Groups["declaration"].Value
        : batch.Replace("CREATE OR ALTER", "CREATE", StringComparison.Ordinal);

    [GeneratedRegex(@"\AIF .+? IS NULL (EXECUTE \(N')?(?<declaration>CREATE .+?)('\))?;\s*\z", RegexOptions.Singleline)]
    private static partial Regex Conditional();

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
