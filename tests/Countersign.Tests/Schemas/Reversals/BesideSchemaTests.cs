using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;

namespace Countersign.Tests.Schemas.Reversals;

/// <summary>What changes roles, rights or the session without changing an object that the schema lists.</summary>
public sealed class BesideSchemaTests
{
    [Theory]
    [InlineData("ALTER ROLE app SET statement_timeout=1")]
    [InlineData("ALTER ROLE app PASSWORD …")]
    [InlineData("ALTER SYSTEM SET x")]
    [InlineData("ALTER DEFAULT PRIVILEGES FOR ROLE app: {}")]
    [InlineData("ROLE app WITH LOGIN")]
    [InlineData("DROP ROLE app")]
    [InlineData("GRANT app TO dev")]
    [InlineData("GRANT CREATE ON DATABASE shop TO app")]
    [InlineData("REVOKE SELECT ON TABLE shop.orders FROM owner")]
    public void A_right_that_no_definition_holds_makes_a_statement_irreversible_and_is_named(string right) =>
        Assert.Contains(right, Because(Impact.None with { Rights = [right] }, Schema.Empty), StringComparison.Ordinal);

    [Theory]
    [InlineData("ALTER ROLE app SET statement_timeout=1", SchemaObjectKind.Other)]
    [InlineData("ROLE app WITH LOGIN", SchemaObjectKind.Role)]
    [InlineData("GRANT app TO dev", SchemaObjectKind.Membership)]
    [InlineData("GRANT SELECT ON TABLE shop.orders TO app", SchemaObjectKind.Grant)]
    [InlineData("ALTER DEFAULT PRIVILEGES FOR ROLE app: {}", SchemaObjectKind.DefaultPrivilege)]
    public void One_that_the_difference_holds_does_not(string right, SchemaObjectKind kind)
    {
        var after = new Schema([new(kind, "x", "y")]);
        var reversal = SchemaReversal.Of(SchemaDifference.Between(Schema.Empty, after), Schema.Empty, after, Impact.None with { Rights = [right] });

        Assert.DoesNotContain(right, reversal is Reversal.Irreversible(var because) ? because : "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_never_held_by_a_definition()
    {
        var after = new Schema([new(SchemaObjectKind.Role, "app", "CREATE ROLE app LOGIN")]);
        var impact = Impact.None with { Rights = ["ALTER ROLE app PASSWORD …"] };

        Assert.IsType<Reversal.Irreversible>(SchemaReversal.Of(SchemaDifference.Between(Schema.Empty, after), Schema.Empty, after, impact));
    }

    [Fact]
    public void What_changes_its_session_only_says_that_and_not_that_it_changes_nothing()
    {
        Assert.Contains("session", Because(Impact.None with { Session = ["setting lock_timeout 1"] }, Schema.Empty), StringComparison.Ordinal);
        Assert.Contains("nothing", Because(Impact.None, Schema.Empty), StringComparison.Ordinal);
    }

    private static string Because(Impact impact, Schema schema) =>
        Assert.IsType<Reversal.Irreversible>(SchemaReversal.Of(SchemaDifference.None, schema, schema, impact)).Because;
}
