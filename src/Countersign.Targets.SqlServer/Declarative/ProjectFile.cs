using System.Xml;
using System.Xml.Linq;
using Countersign.Analysis.Rules;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// What a `.sqlproj` says, read as XML and not by MSBuild, which would run code of the change. Supported are the lists of scripts
/// (`Build`, also with `Remove` and wildcards), pre- and post-deployment scripts and the refactor log; SDK-style projects take every
/// `.sql` of their folder. Conditions, imports of one's own, references and variables are refused.
/// </summary>
/// <param name="Folder">Path of the project's folder, without a slash at the end.</param>
internal sealed record ProjectFile(
    string Path, string Folder, bool TakesAll, ImmutableArray<string> Includes, ImmutableArray<string> Removes, ImmutableArray<string> PreDeploy,
    ImmutableArray<string> PostDeploy, string? RefactorLog, ImmutableArray<Refusal> Refusals)
{
    private static readonly ImmutableArray<string> Unsupported = ["ArtifactReference", "ProjectReference", "SqlCmdVariable", "Reference"];

    private static readonly ImmutableArray<string> OfServer =
        ["master.dacpac", "msdb.dacpac", "Microsoft.SqlServer.Dacpacs.Master", "Microsoft.SqlServer.Dacpacs.Msdb"];

    private static readonly ImmutableArray<string> Understood = ["Build", "PreDeploy", "PostDeploy", "RefactorLog"];

    /// <summary>What the tools of legacy projects import; nothing of the change is in them.</summary>
    private static readonly ImmutableArray<string> Tools = ["Microsoft.Data.Tools.Schema.SqlTasks.targets", "Microsoft.Common.props"];

    /// <param name="variables">SQLCMD variables that policy gives values to.</param>
    internal static ProjectFile Read(Script script, ImmutableArray<string> variables)
    {
        var folder = script.Path[..script.Path.LastIndexOf('/')];
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 2_000_000 };
            using var reader = XmlReader.Create(new MemoryStream(script.Bytes.ToArray()), settings);
            return Read(script, folder, XDocument.Load(reader, LoadOptions.SetLineInfo).Root!, variables);
        }
        catch (XmlException e)
        {
            return new(script.Path, folder, false, [], [], [], [], null,
                [SqlServerProjectRules.Model.Refuse(new(script.Path, e.LineNumber, Math.Max(1, e.LinePosition)), "the project is no XML that can be read")]);
        }
    }

    /// <summary>Whether a path belongs to the model.</summary>
    internal bool Declares(string path)
    {
        if (!path.StartsWith(Folder + "/", StringComparison.Ordinal) || !path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)) return false;
        var name = path[(Folder.Length + 1)..];
        if (PreDeploy.Concat(PostDeploy).Contains(name, StringComparer.OrdinalIgnoreCase)) return false;
        if (name.StartsWith("bin/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("obj/", StringComparison.OrdinalIgnoreCase)) return false;
        return (TakesAll || Includes.Any(i => Matches(i, name))) && !Removes.Any(r => Matches(r, name));
    }

    private static ProjectFile Read(Script script, string folder, XElement root, ImmutableArray<string> variables)
    {
        var items = root.Elements().Where(e => e.Name.LocalName == "ItemGroup").SelectMany(g => g.Elements()).ToList();
        var isSdk = root.Attribute("Sdk") is not null || root.Elements().Any(e => e.Name.LocalName == "Sdk");
        var takesNone = root.Descendants().Any(e => e.Name.LocalName is "EnableDefaultSqlItems" or "EnableDefaultItems"
            && e.Value.Trim().Equals("false", StringComparison.OrdinalIgnoreCase));
        return new(
            script.Path, folder, isSdk && !takesNone,
            Values(items, "Build", "Include"), Values(items, "Build", "Remove"), Values(items, "PreDeploy", "Include"), Values(items, "PostDeploy", "Include"),
            Values(items, "RefactorLog", "Include").FirstOrDefault(),
            [.. Refused(script, root, [.. items.Where(i => !IsGiven(i, variables) && !IsOfServer(i))])]);
    }

    private static IEnumerable<Refusal> Refused(Script script, XElement root, List<XElement> items)
    {
        foreach (var item in items.Where(i => Unsupported.Contains(i.Name.LocalName) && !IsFramework(i)))
            yield return Refuse(script, item, $"`{item.Name.LocalName}` `{(string?)item.Attribute("Include")}` is not supported{Hint(item)}");
        foreach (var item in items.Where(i => i.Name.LocalName == "PackageReference"))
            if ((string?)item.Attribute("Include") is { } package && package.Contains("Dacpac", StringComparison.OrdinalIgnoreCase))
                yield return Refuse(script, item, $"the database reference `{package}` is not in the repository");
        foreach (var item in items.Where(i => Understood.Contains(i.Name.LocalName)))
            if (item.Attribute("Condition") is not null || item.Parent!.Attribute("Condition") is not null)
                yield return Refuse(script, item, "which scripts there are depends on a condition");
        foreach (var import in root.Descendants().Where(e => e.Name.LocalName == "Import" && !IsOfTools((string?)e.Attribute("Project"))))
            yield return Refuse(script, import, $"the project imports `{(string?)import.Attribute("Project")}`");
        foreach (var item in root.Descendants().Where(e => Understood.Contains(e.Name.LocalName) && e.Parent?.Parent != root))
            yield return Refuse(script, item, $"`{item.Name.LocalName}` stands where only MSBuild can tell whether it counts");
    }

    /// <summary>A path that begins with a property of the tools and names a file of theirs.</summary>
    private static bool IsOfTools(string? import) => import is not null && import.StartsWith("$(", StringComparison.Ordinal)
        && Tools.Any(t => import.EndsWith("\\" + t, StringComparison.OrdinalIgnoreCase) || import.EndsWith("/" + t, StringComparison.OrdinalIgnoreCase));

    /// <summary>Legacy projects list assemblies of .NET, which no model needs.</summary>
    private static bool IsFramework(XElement item) => item.Name.LocalName == "Reference"
        && ((string?)item.Attribute("Include") is { } name) && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private static string Hint(XElement item) => item.Name.LocalName == "SqlCmdVariable"
        ? "; policy gives it no value under `project_options: variables`"
        : "; DacFx takes references from its own build alone";

    private static bool IsGiven(XElement item, ImmutableArray<string> variables) =>
        item.Name.LocalName == "SqlCmdVariable" && variables.Contains((string?)item.Attribute("Include") ?? "", StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What every server has in `master` and `msdb`: DacFx takes no references from programs, and what the project uses of them that
    /// DacFx does not know by itself is missing from the model, which is then refused by the name of what is missing.
    /// </summary>
    private static bool IsOfServer(XElement item) => item.Name.LocalName is "ArtifactReference" or "PackageReference"
        && ((string?)item.Attribute("Include"))?.Replace('\\', '/').Split('/')[^1] is { } name
        && (OfServer.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static Refusal Refuse(Script script, XElement at, string why)
    {
        IXmlLineInfo line = at;
        return SqlServerProjectRules.Model.Refuse(new(script.Path, line.LineNumber, Math.Max(1, line.LinePosition)), why);
    }

    private static ImmutableArray<string> Values(List<XElement> items, string item, string attribute) =>
    [
        .. items.Where(i => i.Name.LocalName == item).Select(i => (string?)i.Attribute(attribute)).OfType<string>()
            .SelectMany(v => v.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(v => v.Replace('\\', '/')),
    ];

    private static bool Matches(string pattern, string name) =>
        pattern.AsSpan().IndexOfAny('*', '?') < 0 ? pattern.Equals(name, StringComparison.OrdinalIgnoreCase) : new Policy.PathGlob(pattern).Matches(name);
}
