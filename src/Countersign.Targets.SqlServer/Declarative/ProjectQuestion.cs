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
internal sealed record ProjectQuestion(int Level, string Project, ImmutableArray<ProjectSource> Before, ImmutableArray<ProjectSource> After);

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
    internal static ProjectAnswer Refused(params ImmutableArray<Refusal> refusals) => new(refusals, "", [], [], []);
}
