using System.Text;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;

namespace Countersign.Benchmarks;

/// <summary>The migrations that every contestant applies.</summary>
internal static class ApplyScripts
{
    internal const int Count = 200;

    /// <summary>All of them, each a unit of its own; a tenth is opaque, so that its schema is compared.</summary>
    internal static ApprovedPlan Plan(TargetPolicy policy)
    {
        var scripts = Enumerable.Range(0, Count).Select(i => new Script(
            $"db/{i:000}.sql", Changes.FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(Text(i) + ";\n"))).ToImmutableArray();
        var statements = scripts.Select((s, i) => new ReadStatement(
            s, new(0, s.Bytes.Length - 2), "MIGRATION", [], i % 10 == 0 ? [new Effect.Opaque("a tenth is")] : [], new Reversal.Irreversible("not read"))).ToImmutableArray();
        return new(
            PlanBuilding.Build([new(policy.Name, "production", Dialect.PostgreSql, PostgreSqlSession.ProfileOf(policy), scripts, statements)]),
            Digest.Of("policy"u8));
    }

    /// <summary>The usual mix: a table, rows, a column, an index.</summary>
    internal static string Text(int i) => (i % 4) switch
    {
        0 => $"CREATE TABLE t{i / 4} (id bigint PRIMARY KEY, name text NOT NULL)",
        1 => $"INSERT INTO t{i / 4} SELECT n, 'name ' || n FROM generate_series(1, 20) n",
        2 => $"ALTER TABLE t{i / 4} ADD COLUMN created timestamptz DEFAULT now()",
        _ => $"CREATE INDEX t{i / 4}_name ON t{i / 4} (name)",
    };

    /// <summary>As one file for psql, and as dbmate's migrations.</summary>
    internal static async Task Write(string directory)
    {
        var scripts = Enumerable.Range(0, Count).Select(Text).ToList();
        await File.WriteAllTextAsync(Path.Combine(directory, "all.sql"), string.Concat(scripts.Select(s => s + ";\n")));
        for (var i = 0; i < Count; i++)
            await File.WriteAllTextAsync(Path.Combine(directory, "dbmate", $"20260101000{i:000}_m.sql"), $"-- migrate:up\n{scripts[i]};\n\n-- migrate:down\n");
    }

    internal static TargetPolicy Policy(int major) =>
        new(new("bench"), "production", Dialect.PostgreSql, [], [], "bench", DeployTrigger.OnMerge, null, major, ["public"]);
}
