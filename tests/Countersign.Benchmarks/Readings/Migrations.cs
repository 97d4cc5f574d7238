using System.Text;

namespace Countersign.Benchmarks.Readings;

/// <summary>Migrations as people write them, from a seed: the same statements each time.</summary>
internal static class Migrations
{
    /// <summary>Statements in turn: tables, columns, constraints, indexes, functions, views, rows, rights.</summary>
    public static IEnumerable<string> PostgreSql(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; ; i++)
        {
            var (n, other) = (i / 10, random.Next(i / 10 + 1));
            yield return (i % 10) switch
            {
                0 => $"""
                    -- table {n} of shop {seed}
                    CREATE TABLE shop{seed}.orders_{n} (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        customer_id bigint NOT NULL REFERENCES shop{seed}.orders_{other} (id) ON DELETE CASCADE,
                        placed_at timestamptz NOT NULL DEFAULT now(),
                        amount numeric(12, 2) NOT NULL CHECK (amount >= 0),
                        note text DEFAULT ''
                    )
                    """,
                1 => $"ALTER TABLE shop{seed}.orders_{n} ADD COLUMN state_{other} text NOT NULL DEFAULT 'new', ADD COLUMN seen boolean",
                2 => $"ALTER TABLE shop{seed}.orders_{n} ADD CONSTRAINT known_state_{n} CHECK (state_{other} IN ('new', 'paid', 'sent')) NOT VALID",
                3 => $"CREATE INDEX orders_{n}_placed ON shop{seed}.orders_{n} (customer_id, placed_at DESC) WHERE amount > {other}",
                4 => $"""
                    CREATE OR REPLACE FUNCTION shop{seed}.total_{n}(customer bigint) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
                    BEGIN
                        RETURN (SELECT coalesce(sum(amount), 0) FROM shop{seed}.orders_{n} o WHERE o.customer_id = customer);
                    END;
                    $$
                    """,
                5 => $"""
                    INSERT INTO shop{seed}.orders_{n} (customer_id, amount, note)
                    SELECT o.id, o.amount * 1.19, 'it''s ' || o.note FROM shop{seed}.orders_{other} o
                    WHERE o.placed_at > now() - interval '1 day' ON CONFLICT DO NOTHING
                    """,
                6 => $"UPDATE shop{seed}.orders_{n} SET note = lower(note) WHERE id BETWEEN {other} AND {n * 100}",
                7 => $"""
                    CREATE VIEW shop{seed}.open_orders_{n} AS
                    SELECT a.id, b.amount, count(*) OVER (PARTITION BY a.customer_id) AS orders
                    FROM shop{seed}.orders_{n} a LEFT JOIN shop{seed}.orders_{other} b ON a.id = b.customer_id
                    """,
                8 => $"GRANT SELECT, INSERT ON shop{seed}.orders_{n} TO reporting",
                _ => $"ALTER TABLE shop{seed}.orders_{n} ALTER COLUMN note TYPE varchar({100 + other}), DROP COLUMN seen",
            };
        }
    }

    /// <summary>The plain statements that SQLite has as well; one script builds on the other.</summary>
    public static string Sqlite(string table) => $"""
        CREATE TABLE {table} (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer, note TEXT DEFAULT '');
        CREATE INDEX {table}_customer ON {table} (customer);
        INSERT INTO {table} (customer, note) SELECT id, email FROM customer;

        """;

    /// <summary>A script of so many statements.</summary>
    public static byte[] Script(int seed, int statements) => Encoding.UTF8.GetBytes(
        string.Concat(PostgreSql(seed).Take(statements).Select(s => s + ";\n\n")));
}
