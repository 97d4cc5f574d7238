using System.Globalization;
using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.Sqlite;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>
/// A script that says itself what its reader must find: comments that begin with `-- expect`, and `-- base: NAME` for
/// the file under `Base/` that builds the schema before it.
/// </summary>
internal sealed record StatementFixture(string Name, string Text)
{
    private const string Mark = "-- expect ";

    internal static string Folder { get; } = Path.Combine(RepositoryRoot(), "tests/Countersign.IntegrationTests/Sqlite/Statements");

    internal static StatementFixture Load(string name) => new(name, File.ReadAllText(Path.Combine(Folder, name)));

    internal IEnumerable<string> Expected =>
        Text.Split('\n').Where(l => l.StartsWith(Mark, StringComparison.Ordinal)).Select(l => l[Mark.Length..].TrimEnd());

    internal ReadingRequest Request => new(
        Target(),
        Text.StartsWith("-- base: ", StringComparison.Ordinal)
            ? [Script($"base/{Base}.sql", File.ReadAllText(Path.Combine(Folder, "Base", Base + ".sql")))]
            : [],
        [Script(Name, Text)]);

    /// <summary>What the reader finds, in the words of the expectations.</summary>
    internal static IEnumerable<string> Describe(Reading reading) => reading switch
    {
        Reading.Complete complete => complete.Statements.SelectMany(Describe)
            .Prepend($"{complete.Statements.Length} statements"),
        Reading.Refused refused => refused.Refusals.Select(r => $"refused {r.Rule} at {r.Place.Line}:{r.Place.Column}: {r.Why}"),
        _ => throw new InvalidOperationException(),
    };

    internal static TargetPolicy Target() => new(
        new("shop"), "production", Dialect.Sqlite, [], [], "shop", DeployTrigger.OnMerge, null, null, []);

    internal static Script Script(string path, string text) =>
        new(path, Changes.FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(text));

    internal static Reading Read(ReadingRequest request) =>
        new SqliteReader().Read(request, TestContext.Current.CancellationToken);

    internal static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string caller = "")
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(caller)!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Bot.sln was not found above the tests");
    }

    private string Base => Text.Split('\n')[0]["-- base: ".Length..].Trim();

    private static IEnumerable<string> Describe(ReadStatement statement, int index)
    {
        var q = "q" + (index + 1).ToString(CultureInfo.InvariantCulture);
        yield return $"{q}: {statement.Kind}{(statement.MustRunAlone ? " (alone)" : "")}";
        foreach (var effect in statement.Effects) yield return $"{q} {effect.Word}: {effect.Sentence}";
        yield return statement.Reversal switch
        {
            Reversal.By by => $"{q} undo: {by.Sql.ReplaceLineEndings(" ")}",
            Reversal.Irreversible not => $"{q} irreversible: {not.Because}",
            _ => throw new InvalidOperationException(),
        };
    }
}
