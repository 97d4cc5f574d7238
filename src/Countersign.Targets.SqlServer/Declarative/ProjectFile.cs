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

    internal static ProjectFile Read(Script script)
    {
        var folder = script.Path[..script.Path.LastIndexOf('/')];
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(script.Bytes.ToArray()), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 2_000_000 });
            return Read(script, folder, XDocument.Load(reader, LoadOptions.SetLineInfo).Root!);
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

    private static ProjectFile Read(Script script, string folder, XElement root)
    {
        var items = root.Elements().Where(e => e.Name.LocalName == "ItemGroup").SelectMany(g => g.Elements()).ToList();
        var isSdk = root.Attribute("Sdk") is not null || root.Elements().Any(e => e.Name.LocalName == "Sdk");
        return new(
            script.Path, folder, isSdk,
            Values(items, "Build", "Include"), Values(items, "Build", "Remove"), Values(items, "PreDeploy", "Include"), Values(items, "PostDeploy", "Include"),
            Values(items, "RefactorLog", "Include").FirstOrDefault(),
            [.. Refused(script, root, items)]);
    }

    private static IEnumerable<Refusal> Refused(Script script, XElement root, List<XElement> items)
    {
        foreach (var item in items.Where(i => Unsupported.Contains(i.Name.LocalName) && !IsFramework(i)))
            yield return Refuse(script, item, $"`{item.Name.LocalName}` `{(string?)item.Attribute("Include")}` is not supported");
        foreach (var item in items.Where(i => i.Name.LocalName == "PackageReference" && ((string?)i.Attribute("Include"))?.Contains("Dacpac", StringComparison.OrdinalIgnoreCase) == true))
            yield return Refuse(script, item, $"the database reference `{(string?)item.Attribute("Include")}` is not in the repository");
        foreach (var item in items.Concat(items.Select(i => i.Parent!)).Where(i => i.Attribute("Condition") is not null && i.Name.LocalName is "Build" or "PreDeploy" or "PostDeploy" or "RefactorLog"))
            yield return Refuse(script, item, "which scripts there are depends on a condition");
        foreach (var import in root.Elements().Where(e => e.Name.LocalName == "Import" && ((string?)e.Attribute("Project"))?.Contains("$(", StringComparison.Ordinal) != true))
            yield return Refuse(script, import, $"the project imports `{(string?)import.Attribute("Project")}`");
    }

    /// <summary>Legacy projects list assemblies of .NET, which no model needs.</summary>
    private static bool IsFramework(XElement item) => item.Name.LocalName == "Reference"
        && ((string?)item.Attribute("Include") is { } name) && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

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
