using System.Text.RegularExpressions;
using Countersign.Statements;
using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>Where the objects of a model are written. DacFx's messages name an object and no place.</summary>
internal sealed partial class ModelSources(TSqlModel model, ProjectFile project)
{
    private readonly Lazy<Dictionary<string, Place>> _places = new(() => PlacesOf(model));

    /// <summary>The place of the object that a message is about, or of its table; else the project's file.</summary>
    internal Place PlaceOf(string message)
    {
        if (Element().Match(message) is not { Success: true } element) return Place.File(project.Path);
        for (var name = element.Groups[1].Value; ; name = name[..name.LastIndexOf(".[", StringComparison.Ordinal)])
        {
            if (_places.Value.TryGetValue(name, out var place)) return place;
            if (!name.Contains(".[", StringComparison.Ordinal)) return Place.File(project.Path);
        }
    }

    private static Dictionary<string, Place> PlacesOf(TSqlModel model)
    {
        var places = new Dictionary<string, Place>(StringComparer.OrdinalIgnoreCase);
        foreach (var found in model.GetObjects(DacQueryScopes.UserDefined))
            if (found.Name.HasName && found.GetSourceInformation() is { SourceName: { Length: > 0 } file } source)
                places.TryAdd(found.Name.ToString(), new(file, source.StartLine, source.StartColumn));
        return places;
    }

    [GeneratedRegex(@"element ((?:\[(?:[^\]]|\]\])+\]\.?)+):", RegexOptions.CultureInvariant)]
    private static partial Regex Element();
}
