using System.Text;

namespace Countersign.Schemas.Reversals;

/// <summary>Names inside of definitions. Canonical definitions qualify every name, so a name found is the object meant.</summary>
internal static class Mentions
{
    internal static bool Names(this string text, string name) => Next(text, Bare(name), 0) >= 0;

    /// <summary>Every occurrence of a name as a whole name, replaced.</summary>
    internal static string Replace(string text, string name, string other)
    {
        if (name.Length == 0 || name == other) return text;
        var replaced = new StringBuilder();
        var from = 0;
        for (var at = Next(text, name, 0); at >= 0; at = Next(text, name, from))
        {
            replaced.Append(text, from, at - from).Append(other);
            from = at + name.Length;
        }

        return replaced.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>A routine is mentioned without the types of its arguments.</summary>
    private static string Bare(string name) => name.EndsWith(')') && name.IndexOf('(', StringComparison.Ordinal) is > 0 and var at ? name[..at] : name;

    private static int Next(string text, string name, int from)
    {
        for (var at = text.IndexOf(name, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !Glued(text[at - 1], name[0])) && (end == text.Length || !Glued(text[end], name[^1]))) return at;
        }

        return -1;

        static bool Glued(char neighbour, char own) => own != '.' && (SqlTokens.IsWordPart(neighbour) && !(own == '"' && neighbour != '"'));
    }
}
