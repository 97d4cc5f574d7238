using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>Decides whether a rule matches a statement, and says by what.</summary>
internal static class RuleMatching
{
    /// <summary>What matched, one clause a key of `when`; null when the rule does not match. Not encoded for any output.</summary>
    internal static ImmutableArray<string>? Match(RuleCondition when, RuleSubject subject)
    {
        var because = ImmutableArray.CreateBuilder<string>();
        foreach (var key in Keys)
        {
            if (key(when, subject) is not { } clauses) return null;
            because.AddRange(clauses);
        }

        return because.ToImmutable();
    }

    /// <summary>Each gives null for no match, nothing for a key that is absent, and a clause for a match.</summary>
    private static readonly ImmutableArray<Func<RuleCondition, RuleSubject, ImmutableArray<string>?>> Keys =
    [
        (w, s) => One(w.Targets, t => t == s.Target.Target, t => $"target `{t}`"),
        (w, s) => One(w.Environments, e => e == s.Target.Environment, e => $"environment `{e}`"),
        (w, s) => One(w.Kinds, k => Kinds(s.Statement.Source).Contains(k, StringComparer.OrdinalIgnoreCase), k => $"kind `{k}`"),
        (w, s) => One(w.Paths, p => p.Matches(s.Statement.Place.Path), p => $"path `{p}`"),
        (w, s) => One(w.Findings, s.Findings.Contains, f => $"finding {f}"),
        (w, s) => One(w.Effects, e => s.Statement.Source.Effects.Any(x => x.Word == e), e => $"effect `{e}`") ?? Might(s, "effects"),
        (w, s) => One(w.Objects, o => s.Statement.Source.Objects.Any(n => o.Matches(n, s.DefaultSchemas)), o => $"object `{o}`")
            ?? Might(s, "objects"),
    ];

    private static IEnumerable<string> Kinds(ReadStatement statement) => statement.Parts.Select(p => p.Kind).Prepend(statement.Kind);

    private static ImmutableArray<string>? One<T>(ImmutableArray<T> wanted, Func<T, bool> matches, Func<T, string> clause)
    {
        if (wanted.IsEmpty) return [];
        foreach (var one in wanted)
            if (matches(one))
                return [clause(one)];
        return null;
    }

    private static ImmutableArray<string>? Might(RuleSubject subject, string what) =>
        subject.IsOpaque ? [$"its {what} cannot be read"] : null;
}
