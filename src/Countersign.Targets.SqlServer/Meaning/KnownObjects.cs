using System.Text;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>
/// What scripts so far say of the database: which names stand for others, which tables run code when rows are written, and what the
/// script itself has made, which hurts nobody yet. Names are compared without case, as nearly every collation does.
/// </summary>
internal sealed class KnownObjects
{
    private readonly Dictionary<string, ObjectName> _synonyms = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _triggers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _new = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a script of the history could say anything that is kept here; most need not be parsed again.</summary>
    internal static bool MightName(Script script)
    {
        var text = Encoding.UTF8.GetString(script.Bytes.Span);
        return text.Contains("SYNONYM", StringComparison.OrdinalIgnoreCase) || text.Contains("TRIGGER", StringComparison.OrdinalIgnoreCase);
    }

    internal void BeginScript() => _new.Clear();

    /// <summary>Whether the script has made this object, on every path through it.</summary>
    internal bool IsNew(ObjectName name) => _new.Contains(Key(name));

    /// <summary>What a synonym stands for, or null.</summary>
    internal ObjectName? BehindSynonym(ObjectName name) => _synonyms.TryGetValue(Key(name), out var target) ? target : null;

    /// <summary>A trigger of the table, or null.</summary>
    internal string? TriggerOf(ObjectName table) => _triggers.GetValueOrDefault(Key(table));

    /// <summary>Takes in what a statement did.</summary>
    /// <param name="isCertain">False when it stands under a condition.</param>
    internal void Add(StatementFacts facts, bool isCertain)
    {
        foreach (var effect in facts.Effects)
            switch (effect)
            {
                case Effect.Creates { What: "table" } made when isCertain:
                    _new.Add(Key(made.Object));
                    break;
                case Effect.Drops { What: "table" or "synonym" } gone:
                    _new.Remove(Key(gone.Object));
                    _synonyms.Remove(Key(gone.Object));
                    break;
            }

        foreach (var (synonym, target) in facts.Synonyms) _synonyms[Key(synonym)] = target;
        foreach (var (table, trigger) in facts.Triggers) _triggers[Key(table)] = trigger;
    }

    private static string Key(ObjectName name) => $"{name.Schema ?? "dbo"}.{name.Name}";
}
