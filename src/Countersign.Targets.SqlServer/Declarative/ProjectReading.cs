using System.Text;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Meaning;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>Reads the script that deploys a change of a project, batch by batch, between the project's own scripts.</summary>
internal static class ProjectReading
{
    /// <summary>The question that tells what a change of a project deploys.</summary>
    internal static ProjectQuestion QuestionOf(ReadingRequest request, int level) =>
        new(level, request.Target.Project!, Sources(request.History), Sources(request.Scripts)) { Options = ScriptOptions.Of(request.Target.ProjectOptions) };

    /// <summary>Reads an answer on the calling thread, whose stack has to be large.</summary>
    internal static Reading Read(ProjectAnswer answer, ReadingRequest request, int level)
    {
        if (!answer.Refusals.IsEmpty) return new Reading.Refused(answer.Refusals);
        var script = new Script($"{request.Target.Project} (deployment)", FileMode.Regular, ScriptRole.Repeatable, Encoding.UTF8.GetBytes(answer.Script));
        var known = new KnownObjects();
        ImmutableArray<ScriptReading> before = [.. answer.PreDeploy.Select(p => Own(p, request, level, known))];
        var generated = ScriptReading.Of(new(script) { IsGenerated = true }, level, known, []);
        ImmutableArray<ScriptReading> parts =
        [
            .. before,
            generated with { Findings = [.. generated.Findings, .. Alerts.Of(answer.Alerts, script, generated.Statements)] },
            .. answer.PostDeploy.Select(p => Own(p, request, level, known)),
        ];
        ImmutableArray<Refusal> refused = [.. parts.SelectMany(p => p.Refusals)];
        return refused.IsEmpty
            ? new Reading.Complete([.. parts.SelectMany(p => p.Statements)], [.. parts.SelectMany(p => p.Findings)]) { Modelled = answer.Modelled() }
            : new Reading.Refused(refused);
    }

    /// <summary>A script that runs at every deployment, as it is.</summary>
    private static ScriptReading Own(string path, ReadingRequest request, int level, KnownObjects known)
    {
        if (request.Scripts.FirstOrDefault(f => f.Path.Equals(path, StringComparison.OrdinalIgnoreCase)) is not { } script)
            return ScriptReading.Refused([SqlServerProjectRules.Model.Refuse(Place.File(request.Target.Project!), $"`{path}` is not there")]);
        var check = StrictText.Check(script, SqlServerReader.Sizes);
        return check.Refusals.IsEmpty ? ScriptReading.Of(new(script), level, known, check.Findings) : ScriptReading.Refused(check.Refusals);
    }

    private static ImmutableArray<ProjectSource> Sources(ImmutableArray<Script> files) => [.. files.Select(f => new ProjectSource(f.Path, f.Bytes.ToArray()))];
}
