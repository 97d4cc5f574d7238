using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>sp_rename: the server changes the name and nothing that uses it.</summary>
internal static class Renames
{
    internal static void Read(Arguments given, TSqlFragment at, StatementFacts facts)
    {
        var type = given.Text(2, "@objtype")?.ToUpperInvariant();
        if (given.Text(0, "@objname") is not { } name || given.Text(1, "@newname") is not { } to || (type is null && given.Has(2, "@objtype"))
            || Parts(name) is not { Count: > 0 } parts)
        {
            facts.Opaque("sp_rename is not told by plain texts what to rename");
            return;
        }

        var isChild = type is "COLUMN" or "INDEX" or "STATISTICS";
        if (isChild && parts.Count < 2)
        {
            facts.Opaque("sp_rename is not told which table");
            return;
        }

        var owner = isChild ? Last(parts[..^1]) : Last(parts);
        facts.Alters(owner, isChild ? $"renames {type!.ToLowerInvariant()} {parts[^1]} to {to}" : $"renames it to {to}");
        if (!isChild) facts.Touch(owner with { Name = to });
        facts.Locks(owner, "Sch-M");
        var was = isChild ? $"{type!.ToLowerInvariant()} `{parts[^1]}` of `{owner}`" : $"`{owner}`";
        if (type is not ("INDEX" or "STATISTICS"))
            facts.RemarkOn(owner, SqlServerDataRules.Renames, Severity.Warning, at, $"{was} is gone by that name");
        var back = isChild ? $"{Names.Quote(owner)}.{Names.Quote(to)}" : Names.Quote(owner with { Name = to });
        facts.UndoneBy($"EXECUTE sp_rename {Names.Text(back)}, {Names.Text(parts[^1])}{(type is null ? "" : $", {Names.Text(type)}")};");
    }

    /// <summary>A name of one or two parts written in a text; null for any other.</summary>
    internal static ObjectName? Split(string name) => Parts(name) is { Count: 1 or 2 } parts ? Last(parts) : null;

    private static ObjectName Last(List<string> parts) => new(parts.Count > 1 ? parts[^2] : null, parts[^1]);

    /// <summary>Cuts at dots outside of brackets and double quotes; null when they do not close.</summary>
    internal static List<string>? Parts(string name)
    {
        var parts = new List<string>();
        for (var at = 0; at <= name.Length;)
        {
            var close = at < name.Length ? name[at] switch { '[' => ']', '"' => '"', _ => '\0' } : '\0';
            if (close == '\0')
            {
                var dot = name.IndexOf('.', at);
                var end = dot < 0 ? name.Length : dot;
                parts.Add(name[at..end]);
                at = end + 1;
                continue;
            }

            var last = at + 1;
            while (last < name.Length && (name[last] != close || (last + 1 < name.Length && name[last + 1] == close)))
                last += name[last] == close ? 2 : 1;
            if (last >= name.Length || (last + 1 < name.Length && name[last + 1] != '.')) return null;
            parts.Add(name[(at + 1)..last].Replace(new string(close, 2), close.ToString(), StringComparison.Ordinal));
            at = last + 2;
            if (at > name.Length) break;
        }

        return parts.Count is 0 or > 4 || parts.Exists(p => p.Length == 0) ? null : parts;
    }
}
