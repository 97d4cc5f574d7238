using Countersign.Policy;
using Countersign.Schemas;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>A file on its way to the child process.</summary>
internal sealed record ProjectSource(string Path, byte[] Bytes)
{
    internal Script ToScript() => new(Path, FileMode.Regular, ScriptRole.Repeatable, Bytes);
}

/// <summary>What the child process is asked: the script from one state of a project to another.</summary>
/// <param name="Before">The project's files on the base branch; none when it is new.</param>
internal sealed record ProjectQuestion(int Level, string Project, ImmutableArray<ProjectSource> Before, ImmutableArray<ProjectSource> After)
{
    public ScriptOptions Options { get; init; } = ScriptOptions.Of(ProjectOptions.Default);
}

/// <summary>What policy says of the script, in a form that travels.</summary>
/// <param name="Variables">Names that policy gives values to; the files hold the values already.</param>
internal sealed record ScriptOptions(bool AllowsDataLoss, bool KeepsUndeclared, ImmutableArray<string> Ignores, ImmutableArray<string> Variables)
{
    internal static ScriptOptions Of(ProjectOptions options) =>
        new(options.AllowsDataLoss, options.KeepsUndeclared, options.Ignores, [.. options.Variables.Keys]);
}

/// <summary>What it answers: reasons against it, or the script with its alerts.</summary>
/// <param name="PreDeploy">Paths of scripts that run before it, in order.</param>
/// <param name="PostDeploy">Paths of scripts that run after it, in order.</param>
internal sealed record ProjectAnswer(
    ImmutableArray<Refusal> Refusals,
    string Script,
    ImmutableArray<DeploymentAlert> Alerts,
    ImmutableArray<string> PreDeploy,
    ImmutableArray<string> PostDeploy)
{
    /// <summary>Objects that the base declares.</summary>
    public ImmutableArray<SchemaObject> Before { get; init; } = [];

    /// <summary>Objects that the head declares.</summary>
    public ImmutableArray<SchemaObject> After { get; init; } = [];

    /// <summary>The script from head to base.</summary>
    public string Back { get; init; } = "";

    /// <summary>What may go wrong with it.</summary>
    public ImmutableArray<DeploymentAlert> BackAlerts { get; init; } = [];

    /// <summary>The same as a report wants it. Data that the way back loses is what was written in the meantime.</summary>
    internal ModelledChange.Compared Modelled()
    {
        var (before, after) = (new Schema(Before), new Schema(After));
        var difference = SchemaDifference.ByName(before, after);
        return new(before.Fingerprint, after.Fingerprint, difference, Back,
            [.. LostRows.Of(difference), .. BackAlerts.Where(a => a.Name == "DataIssue").Select(a => $"undoing it: {a.Text.TrimEnd('.')}")]);
    }

    internal static ProjectAnswer Refused(params ImmutableArray<Refusal> refusals) => new(refusals, "", [], [], []);
}
