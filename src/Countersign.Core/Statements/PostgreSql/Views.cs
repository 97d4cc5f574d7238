namespace Countersign.Statements.PostgreSql;

/// <summary>Views keep their query; materialized views also its rows.</summary>
internal static class Views
{
    internal static void Create(Node body, StatementFacts facts)
    {
        var view = body["view"].Relation;
        facts.Name("CREATE VIEW");
        facts.Creates(view, "view");
        if (body.Flag("replace"))
        {
            facts.Alters(view, "takes the place of the view that is there");
            facts.Locks(view, LockMode.AccessExclusive);
        }

        Queries.WalkStored(body["query"], facts);
        if (body.Flag("replace"))
            facts.CannotBeUndone("the statement does not say what the view was before");
        else
            facts.UndoneBy($"DROP VIEW {Quoting.Quote(view)};");
    }

    internal static void Refresh(Node body, StatementFacts facts)
    {
        var view = body["relation"].Relation;
        facts.Name("REFRESH MATERIALIZED VIEW");
        facts.Touch(view);
        facts.Add(body.Flag("skipData")
            ? new Effect.DestroysData(view, "removes every row")
            : new Effect.Rewrites(view, "the view's query runs again and replaces its rows"));
        facts.Locks(view, body.Flag("concurrent") ? LockMode.Exclusive : LockMode.AccessExclusive);
        facts.CannotBeUndone("the rows as they were are not kept");
    }
}
