using System.Globalization;
using Countersign.IntegrationTests.PostgreSql;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>The command line of eng/fuzz.sh.</summary>
internal static class FuzzRun
{
    /// <summary>
    /// `MINUTES [--seed N] [TARGET…]` hunts on each target for so many minutes, one after the other; `replay TARGET FILE` says what the target says of
    /// one text; `child TARGET` is what a hunt starts.
    /// </summary>
    /// <returns>0 when nothing was found.</returns>
    internal static Task<int> Run(string[] arguments) => arguments switch
    {
        ["child", var name] => Task.FromResult(FuzzChild.Run(FuzzTarget.Find(name))),
        ["replay", var name, var file] => Task.FromResult(Replay(FuzzTarget.Find(name), file)),
        [var minutes, "--seed", var seed, .. var names] => Hunt(Minutes(minutes), int.Parse(seed, CultureInfo.InvariantCulture), names),
        [var minutes, .. var names] => Hunt(Minutes(minutes), Random.Shared.Next(), names),
        _ => throw new ArgumentException("write: MINUTES [--seed N] [TARGET…]"),
    };

    private static TimeSpan Minutes(string text) => TimeSpan.FromMinutes(double.Parse(text, CultureInfo.InvariantCulture));

    private static int Replay(FuzzTarget target, string file)
    {
        var (answer, sentence) = FuzzChild.Judge(target, File.ReadAllBytes(file));
        Console.WriteLine(answer == Answer.Fine ? "nothing is wrong with it" : $"{answer}: {sentence}");
        return answer == Answer.Fine ? 0 : 1;
    }

    private static async Task<int> Hunt(TimeSpan each, int seed, string[] names)
    {
        ImmutableArray<FuzzTarget> targets = names.Length == 0 ? FuzzTarget.All : [.. names.Select(FuzzTarget.Find)];
        await using var server = targets.Any(t => t.Name == "postgresql") ? await PostgreSqlServer.StartAsync() : null;
        Environment.SetEnvironmentVariable(SqlJudging.ServerVariable, server?.ConnectionString());
        Environment.SetEnvironmentVariable(SqlJudging.MajorVariable, server?.Major.ToString(CultureInfo.InvariantCulture));
        var faults = 0;
        foreach (var target in targets)
        {
            var hunt = new Hunt(target, Path.Combine(Environment.CurrentDirectory, "artifacts", "fuzz"), seed);
            hunt.Run(each);
            faults += hunt.Faults;
        }

        return faults == 0 ? 0 : 1;
    }
}
