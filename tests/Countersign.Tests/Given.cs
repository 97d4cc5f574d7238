using System.Globalization;
using System.Text;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests;

/// <summary>Small facts for tests of judging: a shop with a policy, people, and plans out of pseudo-statements.</summary>
internal static class Given
{
    public const string PolicyText = """
        version: 1
        targets:
          - name: orders-prod
            environment: production
            dialect: postgresql
            scripts: ["db/orders/*.sql"]
            repeatable: ["db/orders/views/*.sql"]
            connection: orders-prod
        rules:
          - name: destructive changes need two DBAs
            when: { effects: [destroys-data, drops, rewrites], targets: [orders-prod] }
            require: { count: 2, from: [team:dba] }
          - name: grants need security
            when: { effects: [grants, runs-code, opaque] }
            require: { count: 1, from: [team:security] }
          - name: payments tables have owners
            when: { objects: ["payments.*"] }
            require: { count: 1, from: [user:ana, team:payments] }
          - name: never
            when: { kinds: [TRUNCATE] }
            refuse: "TRUNCATE is not allowed on production"
        default:
          require: { count: 1, from: [role:write] }
        """;

    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly Person Ana = new(new(1), "ana", false);
    public static readonly Person Bob = new(new(2), "bob", false);
    public static readonly Person Cleo = new(new(3), "cleo", false);
    public static readonly Person Dan = new(new(4), "dan", false);
    public static readonly Person Author = new(new(9), "author", false);
    public static readonly Person Robot = new(new(10), "robot[bot]", true);

    /// <summary>Ana and Bob are DBAs, Cleo is in security, Dan only writes.</summary>
    public static readonly ImmutableDictionary<UserId, Authority> Authorities = ImmutableArray.Create(
        new Authority(Ana, RepositoryRole.Write, ["dba"]),
        new Authority(Bob, RepositoryRole.Write, ["dba"]),
        new Authority(Cleo, RepositoryRole.Maintain, ["security"]),
        new Authority(Dan, RepositoryRole.Write, []),
        new Authority(Author, RepositoryRole.Write, ["dba"]),
        new Authority(Robot, RepositoryRole.Write, ["dba"])).ToImmutableDictionary(a => a.Person.Id);

    private static readonly Lazy<PolicyFile> Parsed = new(() => Policy(PolicyText));

    public static PolicyFile Policy() => Parsed.Value;

    public static PolicyFile Policy(string text) => PolicyReading.Read(Encoding.UTF8.GetBytes(text)) switch
    {
        PolicyParse.Valid valid => valid.Policy,
        PolicyParse.Invalid invalid => throw new ArgumentException(string.Join('\n', invalid.Problems.Select(p => p.Sentence))),
        _ => throw new ArgumentException("unknown case"),
    };

    /// <summary>A plan on `orders-prod` out of one script with one statement a line, e.g. `DROP TABLE payments.cards`.</summary>
    public static Plan Plan(params ReadOnlySpan<string> statements) =>
        PlanBuilding.Build([Reading("orders-prod", "db/orders/002.sql", statements)]);

    public static TargetReading Reading(string target, string path, params ReadOnlySpan<string> statements)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join(";\n", statements.ToArray()));
        var script = new Script(path, FileMode.Regular, ScriptRole.Versioned, bytes);
        var read = ImmutableArray.CreateBuilder<ReadStatement>();
        var offset = 0;
        foreach (var statement in statements)
        {
            var length = Encoding.UTF8.GetByteCount(statement);
            read.Add(Statement(script, new(offset, length), statement));
            offset += length + 2;
        }

        return new(new(target), "production", Dialect.PostgreSql, new SessionProfile([]), [script], read.ToImmutable());
    }

    private static ReadStatement Statement(Script script, Span span, string text)
    {
        var words = text.Split(' ');
        var name = words[^1].Split('.') is [var schema, var rest] ? new ObjectName(schema, rest) : new(null, words[^1]);
        Effect effect = words[0] switch
        {
            "DROP" => new Effect.Drops(name, words[1].ToLowerInvariant()),
            "GRANT" => new Effect.Grants(name, "gives rights"),
            "DO" => new Effect.Opaque("its body is code"),
            _ => new Effect.Alters(name, "adds a column"),
        };
        var kind = words[0] is "TRUNCATE" or "DO" ? words[0] : string.Join(' ', words[..^1]);
        return new(script, span, kind, [name], [effect], new Reversal.Irreversible("test"));
    }

    public static JudgingFacts Facts(Plan plan, params ReadOnlySpan<SignOff> signOffs) => new(
        plan, [], Policy(), Codeowners.None, new([Author], []), [.. signOffs], [], [], Authorities);

    /// <summary>An approving review of all of a plan, so many minutes after noon.</summary>
    public static SignOff Review(Person by, Plan plan, int minute = 0) => new(
        new SignOffSource.Review((by.Id.Value * 1000) + minute), by, Noon.AddMinutes(minute), SignedPlan.Of(plan, Commit(1), "main", Noon).Statements);

    /// <summary>An approving command that names some statements.</summary>
    public static SignOff Command(Person by, Plan plan, int minute, params int[] numbers) => new(
        new SignOffSource.Command((by.Id.Value * 1000) + minute), by, Noon.AddMinutes(minute),
        [.. SignedPlan.Of(plan, Commit(1), "main", Noon).Statements.Select(s => s with { Signed = numbers.Contains(s.Number) })]);

    public static CommitId Commit(int number) => new(number.ToString("x40", CultureInfo.InvariantCulture));
}
