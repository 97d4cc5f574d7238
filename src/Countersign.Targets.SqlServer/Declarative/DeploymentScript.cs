using System.Text;
using System.Xml.Linq;
using Countersign.Targets.SqlServer.Parsing;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>What DacFx says of one thing that may go wrong.</summary>
/// <param name="Name">`DataIssue`, `DataMotion` or another name of DacFx.</param>
internal sealed record DeploymentAlert(string Name, string Text);

/// <summary>
/// The script that turns one model into another, made once by DacFx without a connection, by the options of policy. What is for
/// sqlcmd in it, and what only prints, is left out; every other batch is DacFx's, byte for byte.
/// </summary>
internal sealed record DeploymentScript(string Text, ImmutableArray<DeploymentAlert> Alerts)
{
    private static DacDeployOptions OptionsOf(ScriptOptions options) => new()
    {
        BlockOnPossibleDataLoss = !options.AllowsDataLoss,
        CommentOutSetVarDeclarations = true,
        DropObjectsNotInSource = !options.KeepsUndeclared,
        DropPermissionsNotInSource = !options.KeepsUndeclared,
        IgnoreColumnOrder = options.Ignores.Contains("column-order"),
        IgnoreComments = options.Ignores.Contains("comments"),
        IgnoreExtendedProperties = options.Ignores.Contains("extended-properties"),
        IgnoreFillFactor = options.Ignores.Contains("fill-factor"),
        IgnoreIndexPadding = options.Ignores.Contains("index-padding"),
        IgnoreKeywordCasing = options.Ignores.Contains("keyword-casing"),
        IgnorePermissions = options.Ignores.Contains("permissions"),
        IgnoreSemicolonBetweenStatements = options.Ignores.Contains("semicolons"),
        IgnoreWhitespace = options.Ignores.Contains("whitespace"),
        IncludeTransactionalScripts = false,
        ScriptDatabaseOptions = false,
    };

    internal static DeploymentScript Between(byte[] before, byte[] after, int level, ScriptOptions options)
    {
        using var source = DacPackage.Load(new MemoryStream(after), DacSchemaModelStorageType.Memory);
        using var target = DacPackage.Load(new MemoryStream(before), DacSchemaModelStorageType.Memory);
        var result = DacServices.Script(source, target, "target", new PublishOptions
        {
            DeployOptions = OptionsOf(options),
            GenerateDeploymentReport = true,
            GenerateDeploymentScript = true,
        });
        return new(Clean(result.DatabaseScript, level), AlertsOf(result.DeploymentReport));
    }

    private static ImmutableArray<DeploymentAlert> AlertsOf(string report) =>
    [
        .. XDocument.Parse(report).Descendants().Where(e => e.Name.LocalName == "Alert")
            .SelectMany(a => a.Elements().Select(i => new DeploymentAlert((string?)a.Attribute("Name") ?? "", (string?)i.Attribute("Value") ?? ""))),
    ];

    private static string Clean(string script, int level)
    {
        using var reader = new StringReader(script);
        var tokens = CompatibilityLevels.ParserOf(level).GetTokenStream(reader, out _);
        var kept = new StringBuilder();
        var run = new List<TSqlParserToken>();
        foreach (var token in tokens)
        {
            if (token.TokenType is not (TSqlTokenType.Go or TSqlTokenType.EndOfFile))
            {
                run.Add(token);
                continue;
            }

            if (IsWork(run)) kept.Append(script, run[0].Offset, token.Offset - run[0].Offset).Append(kept[^1] == '\n' ? "GO\n" : "\nGO\n");
            run.Clear();
        }

        return kept.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>Not what is for sqlcmd, what names the database, what only prints, and what says what every session of ours has.</summary>
    private static bool IsWork(List<TSqlParserToken> run)
    {
        var tokens = run.Where(t => !t.IsGap()).ToList();
        return tokens.Count > 0
            && tokens[0].TokenType is not (TSqlTokenType.Colon or TSqlTokenType.Use)
            && !tokens.Exists(t => t.Text.Contains("$(__IsSqlCmdEnabled)", StringComparison.Ordinal))
            && !(tokens[0].TokenType == TSqlTokenType.Print && tokens.Count <= 3)
            && !(tokens[0].TokenType == TSqlTokenType.Set && tokens.Exists(t => t.Text == "NUMERIC_ROUNDABORT"));
    }
}
