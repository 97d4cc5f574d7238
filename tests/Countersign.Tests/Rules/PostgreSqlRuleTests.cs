using System.Text;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Statements.PostgreSql;
using Countersign.Targets.PostgreSql.Parser;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Rules;

/// <summary>What the fixtures of the PostgreSQL rules, which are short and of one major, do not show.</summary>
public sealed class PostgreSqlRuleTests
{
    public static TheoryData<int> Majors => [.. PostgreSqlParser.Majors];

    /// <summary>Majors spell their trees differently; a spelling that is missed would be a remark that is missed.</summary>
    [Theory, MemberData(nameof(Majors))]
    public void Every_major_raises_every_rule_by_its_bad_fixtures(int major)
    {
        foreach (var fixture in PostgreSqlRules.All.SelectMany(r => RuleFixture.Of(r)).Where(f => f.IsBad))
            Assert.True(Raised(fixture.Bytes, major).Contains(fixture.Rule), $"{fixture.Rule}/{fixture.Name} on {major}");
    }

    [Theory]
    [InlineData("CREATE TABLE o (a bigint); ALTER TABLE o RENAME TO p; CREATE INDEX i ON p (a); DROP TABLE p;", "")]
    [InlineData("CREATE TABLE o (a bigint); DROP TABLE o; CREATE INDEX i ON o (a);", "PG001")]
    [InlineData("CREATE TABLE o (a bigint); ALTER TABLE o RENAME TO p; CREATE INDEX i ON o (a);", "PG001")]
    [InlineData("CREATE TABLE other.o (a bigint); CREATE INDEX i ON o (a);", "PG001")]
    [InlineData("CREATE TEMP TABLE o (a bigint); CREATE INDEX i ON o (a);", "")]
    [InlineData("CREATE TEMP TABLE o (a bigint); CREATE INDEX i ON public.o (a);", "PG001")]
    [InlineData("CREATE TEMP TABLE o (a bigint); DROP TABLE o; CREATE INDEX i ON o (a);", "PG001")]
    [InlineData("CREATE TEMP TABLE o (a bigint) ON COMMIT DROP; CREATE INDEX i ON o (a);", "PG001")]
    [InlineData("CREATE FUNCTION o() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE INDEX i ON o (a);", "PG001")]
    [InlineData("CREATE TABLE o AS SELECT 1 AS a; UPDATE o SET a = 2; TRUNCATE o;", "")]
    [InlineData("CREATE TABLE o (a bigint); TRUNCATE o, p;", "PG011")]
    [InlineData("DO $$ BEGIN IF false THEN CREATE TABLE o (a bigint); END IF; END $$; CREATE INDEX i ON o (a);", "PG001")]
    public void Only_what_is_certain_to_be_new_is_left_alone(string sql, string rules) =>
        Assert.Equal(rules, string.Join(' ', Raised(Encoding.UTF8.GetBytes(sql), 17)));

    [Theory]
    [InlineData("ALTER TABLE o ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY", "PG005")]
    [InlineData("ALTER TABLE o ADD COLUMN a bigint GENERATED ALWAYS AS (b + 1) STORED", "PG005")]
    [InlineData("ALTER TABLE o ADD COLUMN a bigserial PRIMARY KEY", "PG005 PG010 PG022")]
    [InlineData("ALTER TABLE o ADD COLUMN a bigint REFERENCES p", "")]
    [InlineData("ALTER TABLE o ADD COLUMN a bigint DEFAULT 1 REFERENCES p", "PG006")]
    [InlineData("ALTER TABLE o ADD COLUMN a bigint CHECK (a > 0)", "PG007")]
    [InlineData("ALTER TABLE o ADD COLUMN a bigint UNIQUE, DROP COLUMN b", "PG010 PG003")]
    [InlineData("ALTER TABLE o RENAME CONSTRAINT a TO b", "")]
    [InlineData("ALTER TABLE o SET SCHEMA archive", "PG008")]
    [InlineData("DROP SCHEMA shop CASCADE", "PG003")]
    [InlineData("DROP SCHEMA shop", "")]
    [InlineData("DELETE FROM o WHERE true", "PG009")]
    [InlineData("UPDATE o SET a = 1 WHERE 1 = 1", "PG009")]
    public void A_change_raises_what_it_costs(string sql, string rules) =>
        Assert.Equal(rules, string.Join(' ', Raised(Encoding.UTF8.GetBytes(sql), 17)));

    /// <summary>What people are told to run instead has to be SQL of their server.</summary>
    [Theory, MemberData(nameof(Majors))]
    public void Every_safer_form_is_SQL_of_the_major(int major)
    {
        var safer = PostgreSqlRules.All.SelectMany(r => RuleFixture.Of(r)).Where(f => f.IsBad)
            .SelectMany(f => Findings(f.Bytes, major)).Select(f => f.Instead).OfType<string>().Distinct().ToList();

        Assert.True(safer.Count >= 15, $"{safer.Count} safer forms");
        Assert.All(safer, sql => Assert.IsType<ParseOutcome.Tree>(PostgreSqlParser.For(major).Parse(Encoding.UTF8.GetBytes(sql))));
    }

    [Theory]
    [InlineData("CREATE UNIQUE INDEX ON a.o USING btree (x, y) WHERE x > 0", "-- countersign: no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY o_x_y_idx ON a.o USING btree (x, y) WHERE x > 0;")]
    [InlineData("CREATE INDEX ON o (lower(x))", null)]
    [InlineData("ALTER TABLE o ADD FOREIGN KEY (c) REFERENCES p", "ALTER TABLE o ADD CONSTRAINT o_c_fkey FOREIGN KEY (c) REFERENCES p NOT VALID;\n\n-- and in a script after it:\nALTER TABLE o VALIDATE CONSTRAINT o_c_fkey;")]
    [InlineData("ALTER TABLE o ADD FOREIGN KEY (c) REFERENCES p, ADD CHECK (true)", null)]
    [InlineData("/* é */ ALTER TABLE o ADD PRIMARY KEY (\"A b\");", "-- countersign: no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY o_pkey ON o (\"A b\");\nALTER TABLE o ADD CONSTRAINT o_pkey PRIMARY KEY USING INDEX o_pkey;")]
    [InlineData("ALTER TABLE o ADD UNIQUE (a) DEFERRABLE", null)]
    public void A_safer_form_is_made_only_where_it_is_no_guess(string sql, string? safer) =>
        Assert.Equal(safer, Findings(Encoding.UTF8.GetBytes(sql), 17)[0].Instead);

    private static ImmutableArray<string> Raised(byte[] sql, int major) => [.. Findings(sql, major).Select(f => f.Rule)];

    private static ImmutableArray<Countersign.Analysis.Finding> Findings(byte[] sql, int major)
    {
        var script = new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, sql);
        var tree = Assert.IsType<ParseOutcome.Tree>(PostgreSqlParser.For(major).Parse(sql));
        var reading = Assert.IsType<Reading.Complete>(PostgreSqlScript.Read(script, tree.Json, new(major, ["public"])
        {
            Parse = text => PostgreSqlParser.For(major).Parse(text) is ParseOutcome.Tree inner ? inner.Json : (ReadOnlyMemory<byte>?)null,
        }));
        return reading.Findings;
    }
}