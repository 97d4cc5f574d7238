namespace Countersign.Schemas.Reversals;

/// <summary>Domains, whose constraints may stand in their definition.</summary>
internal static class DomainReversals
{
    internal static IEnumerable<Undo> Of(SchemaObject before, SchemaObject after)
    {
        var (was, now) = (Form.Of(before.Definition), Form.Of(after.Definition));
        if (was.Type != now.Type) return [new Undo.Recreate(before, after)];
        return Altered(was, now).Select(sql => new Undo.Step(Phase.Build, before, $"ALTER DOMAIN {before.Identity} {sql}"));
    }

    private static IEnumerable<string> Altered(Form was, Form now)
    {
        var gone = now.Checks.Where(c => was.Checks.GetValueOrDefault(c.Key) != c.Value).ToList();
        var again = was.Checks.Where(c => now.Checks.GetValueOrDefault(c.Key) != c.Value).ToList();
        foreach (var (name, check) in gone)
            yield return again.Find(a => a.Value == check && !now.Checks.ContainsKey(a.Key)) is { Key: { } old }
                ? $"RENAME CONSTRAINT {name} TO {old}"
                : $"DROP CONSTRAINT {name}";
        if (was.Default != now.Default) yield return was.Default is { } value ? "SET DEFAULT " + value : "DROP DEFAULT";
        if (was.NotNull != now.NotNull) yield return was.NotNull ? "SET NOT NULL" : "DROP NOT NULL";
        foreach (var (name, check) in again.Where(a => now.Checks.ContainsKey(a.Key) || !gone.Exists(g => g.Value == a.Value)))
            yield return $"ADD CONSTRAINT {name} {check}";
    }

    private sealed record Form(string Type, string? Default, bool NotNull, ImmutableDictionary<string, string> Checks)
    {
        private static readonly string[] Starts = ["DEFAULT", "NOT", "CONSTRAINT", "COLLATE"];

        /// <summary>`CREATE DOMAIN shop.d AS text COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT c CHECK (…)`.</summary>
        internal static Form Of(string definition)
        {
            var tokens = SqlTokens.Of(definition);
            var at = 4;
            var form = new Form("", null, false, ImmutableDictionary<string, string>.Empty);
            form = form with { Type = Until() };
            while (at < tokens.Length)
            {
                var word = tokens[at++];
                if (word.Is("NOT"))
                {
                    at++;
                    form = form with { NotNull = true };
                }
                else if (word.Is("DEFAULT")) form = form with { Default = Until() };
                else if (word.Is("CONSTRAINT"))
                {
                    var name = tokens[at++].Text;
                    var check = Until();
                    if (at + 1 < tokens.Length && tokens[at].Is("NOT") && tokens[at + 1].Is("VALID"))
                    {
                        check += " NOT VALID";
                        at += 2;
                    }

                    form = form with { Checks = form.Checks.SetItem(name, check) };
                }
                else form = form with { Type = form.Type + " " + word.Text + " " + Until() };
            }

            return form;

            string Until()
            {
                var from = at++;
                while (at < tokens.Length && !Starts.Any(s => tokens[at].Is(s))) at++;
                return from < tokens.Length ? definition[tokens[from].Start..tokens[at - 1].End] : "";
            }
        }
    }
}
