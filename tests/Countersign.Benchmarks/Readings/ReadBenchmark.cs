using System.Globalization;
using Countersign.Benchmarks.Webhooks;

namespace Countersign.Benchmarks.Readings;

/// <summary>
/// Reading and judging 1,000 statements, next to squawk's native program on the same file in turns. Ours warm, as in a bot
/// that runs; and as a process from its start, for people who use the command line. Squawk only ever starts anew, so what it
/// takes for an empty file is shown as well.
/// </summary>
internal static class ReadBenchmark
{
    private const int Statements = 1_000;
    private const int Turns = 5;

    public static async Task<int> Run()
    {
        using var directory = new WorkDirectory();
        var text = Migrations.Script(seed: 1, Statements);
        await File.WriteAllBytesAsync(Path.Combine(directory.Path, "all.sql"), text);
        await File.WriteAllBytesAsync(Path.Combine(directory.Path, "none.sql"), "SELECT 1;\n"u8.ToArray());
        var squawk = await Squawk.Install(directory.Path);
        await GitClone.Make(Path.Combine(directory.Path, "clone"), [new("db/0002-all.sql", text)]);
        var own = Path.Combine(AppContext.BaseDirectory, "countersign");
        for (var i = 0; i < 5; i++) TextJudging.Judge(text); // compiled by then

        var contestants = new (string Name, Func<Task<Cost>> Measure)[]
        {
            ("countersign, warm", () => Cost.Of(() => Task.Run(() => TextJudging.Judge(text)))),
            ("squawk", () => Cost.OfProgram(directory.Path, Squawk.ExitCodes, squawk, "--reporter", "gcc", "all.sql")),
            ("squawk, one statement", () => Cost.OfProgram(directory.Path, Squawk.ExitCodes, squawk, "--reporter", "gcc", "none.sql")),
            ("countersign review, from start", () => Cost.OfProgram(Path.Combine(directory.Path, "clone"), [10], own,
                "review", "--base", "main", "--head", "change", "--format", "json")),
        };
        var best = contestants.ToDictionary(c => c.Name, _ => Cost.Most);
        for (var turn = 0; turn < Turns; turn++)
            foreach (var (name, measure) in contestants)
                best[name] = Cost.Best(best[name], await measure());

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Statements} statements, {text.Length / 1024} KiB, best of {Turns} turns"));
        foreach (var (name, _) in contestants)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-32} {best[name]}  {best[name].Wall / best["squawk"].Wall,5:F2} x wall {best[name].Cpu / best["squawk"].Cpu,5:F2} x cpu of squawk"));
        return 0;
    }
}
