namespace Countersign.Policy.Yaml;

/// <summary>Finds the word that somebody probably meant.</summary>
internal static class Suggestion
{
    /// <summary>`did you mean …?` for the nearest word, or the list of all when none is near and the list is short.</summary>
    internal static string? For(string word, IEnumerable<string> words)
    {
        var known = words.ToImmutableArray();
        var near = known
            .Select(w => (Word: w, Distance: Distance(word.ToLowerInvariant(), w.ToLowerInvariant())))
            .Where(w => w.Distance <= Math.Max(1, w.Word.Length / 3))
            .OrderBy(w => w.Distance).ThenBy(w => w.Word, StringComparer.Ordinal)
            .Select(w => w.Word)
            .FirstOrDefault();
        if (near is not null) return $"did you mean `{near}`?";
        return known.Length is > 0 and <= 15 ? $"one of {string.Join(", ", known.Select(w => $"`{w}`"))}" : null;
    }

    /// <summary>
    /// Edits (insert, delete, replace, swap neighbours) from one word to the other: the restricted Damerau–Levenshtein
    /// distance, because swapped letters are the commonest slip.
    /// </summary>
    internal static int Distance(string from, string to)
    {
        if (from.Length > 64 || to.Length > 64) return int.MaxValue; // no word of ours is so long
        var d = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= to.Length; j++) d[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = d[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[from.Length, to.Length];
    }
}
