using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.Sqlite;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Rules;

/// <summary>
/// Runs fixtures of the SQLite rules by the reader itself. What stands before the line `-- the change:` is on the base
/// branch already.
/// </summary>
internal static class SqliteFixtures
{
    private const string Change = "-- the change:\n";

    private static readonly TargetPolicy Target = new(
        new("shop"), "production", Dialect.Sqlite, [], [], "shop", DeployTrigger.OnMerge, null, null, []);

    public static IEnumerable<Raised> Run(RuleFixture fixture)
    {
        var text = Encoding.UTF8.GetString(fixture.Bytes);
        var at = text.IndexOf(Change, StringComparison.Ordinal);
        ImmutableArray<Script> history = at < 0 ? [] : [Of("before.sql", text[..at])];
        var reading = new SqliteReader().Read(new(Target, history, [Of(fixture.Name, at < 0 ? text : text[(at + Change.Length)..])]), default);
        return reading switch
        {
            Reading.Refused refused => refused.Refusals.Select(Raised.Of),
            Reading.Complete complete => complete.Findings.Select(Raised.Of),
            _ => throw new NotSupportedException("unknown case"),
        };
    }

    private static Script Of(string path, string text) =>
        new(path, FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(text));
}