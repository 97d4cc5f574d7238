using System.Collections.Concurrent;
using System.Data;
using System.Text.RegularExpressions;
using Dapper;

namespace Countersign.Bot.Store;

/// <summary>
/// SQL with `$1` in the place of `@Name`. Npgsql would do this itself, but its rewriting of texts is switched off for the whole
/// process, so that what a target gets is what was signed (INV-12). Our own SQL has no `@` in any literal.
/// </summary>
internal sealed partial record PositionalSql(string Text, ImmutableArray<string> Names)
{
    private static readonly ConcurrentDictionary<string, PositionalSql> Known = new(); // as many as there are texts in this program

    /// <summary>The form of a text.</summary>
    public static PositionalSql Of(string sql) => Known.GetOrAdd(sql, static text =>
    {
        var names = new List<string>();
        var positional = Parameter().Replace(text, match =>
        {
            var name = match.ValueSpan[1..].ToString();
            if (!names.Contains(name)) names.Add(name);
            return $"${names.IndexOf(name) + 1}";
        });
        return new(positional, [.. names]);
    });

    [GeneratedRegex("@[A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}

/// <summary>The values of an object's members in the order of these names.</summary>
internal sealed class PositionalParameters(ImmutableArray<string> names, object values) : SqlMapper.IDynamicParameters
{
    /// <inheritdoc />
    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        foreach (var name in names)
        {
            var member = values.GetType().GetProperty(name)
                ?? throw new InvalidOperationException($"the parameters have no member `{name}`");
            var parameter = command.CreateParameter();
            parameter.DbType = TypeOf(member.PropertyType); // said, because a null has none
            parameter.Value = member.GetValue(values) ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }

    private static DbType TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => DbType.String,
        var t when t == typeof(long) => DbType.Int64,
        var t when t == typeof(int) => DbType.Int32,
        var t when t == typeof(byte[]) => DbType.Binary,
        var t => throw new InvalidOperationException($"a parameter of type {t.Name} is not foreseen"),
    };
}
