using Countersign.Analysis.Rules;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Models;
using Countersign.Targets.SqlServer.Parsing;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>A project built into a package in memory, or why it cannot be.</summary>
internal sealed record ProjectModel(byte[] Package, ImmutableArray<Refusal> Refusals)
{
    /// <summary>What it declares.</summary>
    internal ImmutableArray<SchemaObject> Objects { get; private init; } = [];

    private const int MostRefusals = 20;

    /// <summary>Builds. Every file is parsed before DacFx sees it, within limits that its own threads stand.</summary>
    internal static ProjectModel Build(ProjectFile project, ImmutableArray<Script> files, int level)
    {
        var scripts = files.Where(f => project.Declares(f.Path)).ToImmutableArray();
        ImmutableArray<Refusal> refusals = [.. project.Refusals, .. scripts.SelectMany(s => Check(s, level)).Take(MostRefusals)];
        if (!refusals.IsEmpty) return new([], refusals);
        using var model = new TSqlModel(VersionOf(level), new TSqlModelOptions());
        foreach (var script in scripts)
            try
            {
                model.AddOrUpdateObjects(new ScriptText(script).Text, script.Path, new TSqlObjectOptions());
            }
            catch (DacModelException e)
            {
                return new([], [Refuse(Place.File(script.Path), e.Message)]);
            }

        var sources = new ModelSources(model, project);
        refusals =
        [
            .. model.Validate().Where(m => m.MessageType == DacMessageType.Error).Select(m => Refuse(sources.PlaceOf(m.Message), m.Message))
                .Distinct().Take(MostRefusals),
        ];
        return refusals.IsEmpty ? new(Pack(model, project, files), []) { Objects = ModelListing.Of(model).Objects } : new([], refusals);
    }

    private static ImmutableArray<Refusal> Check(Script script, int level)
    {
        var text = StrictText.Check(script, SqlServerReader.Sizes).Refusals;
        return text.IsEmpty ? ParsedScript.Parse(new(script) { IsDeclared = true }, level, NestingLimits.Project).Refusals : text;
    }

    private static byte[] Pack(TSqlModel model, ProjectFile project, ImmutableArray<Script> files)
    {
        var log = project.RefactorLog is { } name ? files.FirstOrDefault(f => f.Path == $"{project.Folder}/{name}") : null;
        var path = log is null ? null : Path.GetTempFileName(); // DacFx takes the log by its path alone
        try
        {
            if (path is not null) File.WriteAllBytes(path, log!.Bytes.ToArray());
            using var package = new MemoryStream();
            var data = new PackageMetadata { Name = "project", Version = "1.0.0.0" };
            DacPackageExtensions.BuildPackage(package, model, data, new PackageOptions { RefactorLogPath = path });
            return package.ToArray();
        }
        finally
        {
            if (path is not null) File.Delete(path);
        }
    }

    private static Refusal Refuse(Place place, string why) => SqlServerProjectRules.Model.Refuse(
        place, string.Join(' ', why.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.'));

    internal static SqlServerVersion VersionOf(int level) => level switch
    {
        100 => SqlServerVersion.Sql100,
        110 => SqlServerVersion.Sql110,
        120 => SqlServerVersion.Sql120,
        130 => SqlServerVersion.Sql130,
        140 => SqlServerVersion.Sql140,
        150 => SqlServerVersion.Sql150,
        170 => SqlServerVersion.Sql170,
        _ => SqlServerVersion.Sql160,
    };
}
