using System.Text;
using Countersign.Targets.SqlServer.Declarative;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>Answers what schemas consist of. In the child process.</summary>
internal static class SchemaReadings
{
    internal static SchemasAnswer Answer(SchemasQuestion question) => new([.. question.Schemas.Select(s => Read(s, question.Level))]);

    private static SchemaAnswer Read(SchemaSource source, int level)
    {
        try
        {
            if (source.Connection is { } live) return Packed(LiveSchema.Pack(live));
            return source.Package.Length > 0 ? Packed(source.Package) : Declared(source.Sources, level);
        }
        catch (UnreadableSchemaException e)
        {
            return Failed(e.Message);
        }
        catch (Exception e) when (e is DacModelException or DacServicesException or InvalidDataException)
        {
            return Failed(e.Message);
        }
    }

    private static SchemaAnswer Packed(byte[] package)
    {
        using var stream = new MemoryStream(package);
        using var model = TSqlModel.LoadFromDacpac(stream, new ModelLoadOptions { ModelStorageType = DacSchemaModelStorageType.Memory });
        return Listed(model);
    }

    private static SchemaAnswer Declared(ImmutableArray<ProjectSource> sources, int level)
    {
        using var model = new TSqlModel(ProjectModel.VersionOf(level), new TSqlModelOptions());
        foreach (var source in sources) model.AddOrUpdateObjects(Encoding.UTF8.GetString(source.Bytes), source.Path, new TSqlObjectOptions());
        ImmutableArray<string> problems = [.. model.Validate().Where(m => m.MessageType == DacMessageType.Error).Select(m => m.Message).Distinct().Take(20)];
        return problems.IsEmpty ? Listed(model) : new([], [], problems);
    }

    private static SchemaAnswer Listed(TSqlModel model) => new(ModelListing.Of(model).Objects, [.. ModelListing.ColumnOrder(model)], []);

    private static SchemaAnswer Failed(string message) => new([], [], [string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))]);
}
