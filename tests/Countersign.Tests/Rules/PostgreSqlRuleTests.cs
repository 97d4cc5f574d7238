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

    private static ImmutableArray<string> Raised(byte[] sql, int major)
    {
        var script = new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, sql);
        var tree = Assert.IsType<ParseOutcome.Tree>(PostgreSqlParser.For(major).Parse(sql));
        var reading = Assert.IsType<Reading.Complete>(PostgreSqlScript.Read(script, tree.Json, new(major, ["public"])));
        return [.. reading.Findings.Select(f => f.Rule)];
    }
}