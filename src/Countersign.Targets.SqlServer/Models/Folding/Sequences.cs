using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>ALTER SEQUENCE: option by option. RESTART WITH is also where it starts from then on.</summary>
internal static class Sequences
{
    internal static void Alter(AlterSequenceStatement alter, Fold fold)
    {
        var name = ItemName.Of(alter.Name);
        if (!fold.Database.Plain.TryGetValue(("SEQUENCE", name), out var sequence))
        {
            fold.Cannot(alter, $"no script before makes sequence `{name}`");
            return;
        }

        var text = sequence.Text;
        foreach (var option in alter.SequenceOptions)
        {
            if (option.OptionKind == SequenceOptionKind.Restart && option is not ScalarExpressionSequenceOption) continue; // a position, not a definition
            var kind = option.OptionKind == SequenceOptionKind.Restart ? SequenceOptionKind.Start : option.OptionKind;
            var written = option.OptionKind == SequenceOptionKind.Restart ? $"START WITH {fold.Of(((ScalarExpressionSequenceOption)option).OptionValue)}" : fold.Of(option);
            text = With(text, kind, written, alter, fold);
        }

        fold.Database.Plain[("SEQUENCE", name)] = sequence with { Text = text };
    }

    /// <summary>Takes the option of a kind out of the text and puts the new one at its end.</summary>
    private static Template With(Template text, SequenceOptionKind kind, string written, TSqlFragment at, Fold fold)
    {
        var tail = text.Parts[^1].Text!;
        using var reader = new StringReader("CREATE SEQUENCE s" + tail);
        var script = (TSqlScript)new TSql160Parser(true).Parse(reader, out var errors);
        if (errors.Count > 0 || script.Batches is not [{ Statements: [CreateSequenceStatement create] }])
        {
            fold.Cannot(at, "the sequence cannot be read again");
            return text;
        }

        var head = "CREATE SEQUENCE s".Length;
        if (create.SequenceOptions.FirstOrDefault(o => o.OptionKind == kind) is { } old)
            tail = tail.Remove(old.StartOffset - head, old.FragmentLength);
        return text with { Parts = text.Parts.SetItem(text.Parts.Length - 1, ($"{tail.TrimEnd(';', ' ', '\r', '\n')} {written}", null)) };
    }
}
