using Countersign.Analysis.Rules;

namespace Countersign.Statements.PostgreSql;

/// <summary>What may not run, whoever signs, and what to do instead. Its place is the statement's.</summary>
internal sealed record Objection(Rule Rule, string Why, string? NextStep);

/// <summary>What is found out about one statement while its tree is walked.</summary>
internal sealed class StatementFacts(ServerFacts server) : FoundEffects
{
    private readonly ImmutableArray<Objection>.Builder _objections = ImmutableArray.CreateBuilder<Objection>();

    internal ServerFacts Server { get; } = server;

    /// <summary>What statements above prepared or declared, by <see cref="Prepared.Key"/>; the server runs it when it is named.</summary>
    internal IReadOnlyDictionary<string, StatementFacts> Carried { get; init; } = ImmutableDictionary<string, StatementFacts>.Empty;

    /// <summary>The command; the first to name it wins, so that what a statement contains does not rename it.</summary>
    internal string Kind { get; private set; } = "";

    /// <summary>Why the server refuses it inside a transaction block, or null.</summary>
    internal string? MustRunAlone { get; private set; }

    /// <summary>
    /// True while something is read that claims only to read. Then code that is not known to be harmless, a
    /// cast to an unknown type or an unknown operator makes it opaque (INV-15).
    /// </summary>
    internal bool IsQuery { get; set; }

    /// <summary>True when the query says FOR UPDATE or the like.</summary>
    internal bool LocksRows { get; set; }

    internal ImmutableArray<Objection> Objections => _objections.ToImmutable();

    internal void Name(string kind) => Kind = Kind.Length == 0 ? kind : Kind;

    internal void Locks(ObjectName name, string mode)
    {
        Touch(name);
        Add(new Effect.Locks(name, mode));
    }

    /// <summary>Takes over what a statement inside CREATE SCHEMA does, and why it may not run.</summary>
    internal void Include(StatementFacts inner, string schema)
    {
        IncludeIn(schema, inner);
        _objections.AddRange(inner._objections);
    }

    /// <summary>Takes over what a statement does that stands elsewhere and is run by this one.</summary>
    internal void Run(StatementFacts carried)
    {
        Show(carried);
        _objections.AddRange(carried._objections);
    }

    /// <summary>Takes over what another statement does, but not why it may not run. What is opaque is not said to only read.</summary>
    internal void Show(StatementFacts carried)
    {
        foreach (var name in carried.Objects)
            Touch(name);
        var isOpaque = Effects.Concat(carried.Effects).Any(e => e is Effect.Opaque);
        foreach (var effect in carried.Effects.Where(e => !isOpaque || e is not Effect.Reads))
            Add(effect);
    }

    internal void Object(Rule rule, string why, string? nextStep = null) => _objections.Add(new(rule, why, nextStep));

    internal void RunsAlone(string why) => MustRunAlone ??= why;
}

/// <summary>What has to be known of the server to read a statement for it.</summary>
/// <param name="Major">13 to 18.</param>
/// <param name="SearchPath">Schemas in which unqualified names resolve, in order.</param>
public sealed record ServerFacts(int Major, ImmutableArray<string> SearchPath)
{
    /// <summary>The server's parser, for SQL inside of texts; null where such is not opened. It gives null for what is no SQL.</summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?>? Parse { get; init; }

    /// <summary>PostgreSQL looks into pg_catalog before anything else, unless the path itself names it later.</summary>
    internal bool CatalogComesFirst => SearchPath.IsDefaultOrEmpty || SearchPath.IndexOf("pg_catalog") <= 0;
}
