using System.Diagnostics;
using System.Text.Json;
using Countersign.Analysis.Rules;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// Asks the child process, whose heap is bounded to a GiB, and which is killed when it takes too long.
/// </summary>
internal static class ProjectChild
{
    /// <summary>Asks about a project; what goes wrong with the process is a refusal.</summary>
    internal static ProjectAnswer Ask(ProjectQuestion question, TimeSpan patience, CancellationToken cancellation) =>
        Ask(new ChildQuestion(question, null), patience, cancellation) switch
        {
            ChildOutcome.Answered { Answer.Project: { } answer } => answer,
            ChildOutcome.Failed failed => ProjectAnswer.Refused(
                SqlServerReadingRules.Limits.Refuse(Place.File(question.Project), $"DacFx {failed.Because}", failed.NextStep)),
            _ => throw new UnreachableException(),
        };

    /// <summary>Asks anything.</summary>
    /// <exception cref="OperationCanceledException">When cancelled; the process is ended.</exception>
    internal static ChildOutcome Ask(ChildQuestion question, TimeSpan patience, CancellationToken cancellation)
    {
        using var process = Process.Start(ChildProcess.StartOf(Program.Project, 1L << 30)) ?? throw new InvalidOperationException("the child process did not start");
        var answer = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var faults = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            JsonSerializer.Serialize(process.StandardInput.BaseStream, question);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says so below.
        }

        var isDone = Wait(process, patience, cancellation);
        if (!isDone) process.Kill(entireProcessTree: true);
        cancellation.ThrowIfCancellationRequested();
        if (!isDone) return new ChildOutcome.Failed("was not done with it in time", "split the project");
        _ = faults.Result;
        return process.ExitCode == 0
            ? new ChildOutcome.Answered(JsonSerializer.Deserialize<ChildAnswer>(answer.Result)!)
            : new ChildOutcome.Failed($"ended with code {process.ExitCode}",
                "look whether the machine has ICU (libicu), which DacFx needs; else report it as a fault of Countersign");
    }

    private static bool Wait(Process process, TimeSpan patience, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (!process.WaitForExit(100))
            if (cancellation.IsCancellationRequested || clock.Elapsed > patience)
                return false;
        process.WaitForExit(); // and until all of its output is there
        return true;
    }
}
