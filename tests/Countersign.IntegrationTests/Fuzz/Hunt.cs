using System.Diagnostics;
using System.Globalization;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>One target for so long. Every text that ends the child, silences it or makes readers disagree is kept as a file.</summary>
internal sealed class Hunt(FuzzTarget target, string folder, int seed)
{
    private const int KeptOfAKind = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly Dictionary<string, int> _found = [];

    /// <summary>How many texts something is wrong with.</summary>
    internal int Faults => _found.Values.Sum();

    /// <summary>Every text of the corpus as it is, then changed ones.</summary>
    internal void Run(TimeSpan length)
    {
        var random = new Random(seed);
        var mutation = new Mutation(random);
        byte[][] seeds = [.. target.Seeds()];
        var watch = Stopwatch.StartNew();
        var child = new FuzzProcess(target.Name);
        var judged = 0;
        for (; watch.Elapsed < length; judged++)
        {
            var text = judged < seeds.Length ? seeds[judged] : mutation.Of(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)]);
            if (child.Ask(text, Patience) is not { } answer)
            {
                Keep(child.HasCrashed ? "crash" : "hang", text, child.LastWords);
                child.Dispose();
                child = new(target.Name);
            }
            else if (answer.Answer != Answer.Fine)
            {
                Keep(answer.Answer == Answer.Fault ? "fault" : "disagreement", text, answer.Sentence);
            }
        }

        child.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name,-12} seed {seed}: {judged} texts in {watch.Elapsed.TotalSeconds:F0} s from {seeds.Length}; {Told()}"));
    }

    private string Told() => _found.Count == 0 ? "nothing found" : string.Join(", ", _found.Select(f => $"{f.Value} {f.Key}"));

    private void Keep(string what, byte[] text, string sentence)
    {
        var number = _found[what] = _found.GetValueOrDefault(what) + 1;
        if (number > KeptOfAKind) return;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{target.Name}-{what}-{seed}-{number}");
        File.WriteAllBytes(path, text);
        File.WriteAllText(path + ".txt", sentence);
        if (number <= 5) Console.WriteLine($"{target.Name}: {what}: {sentence.Split('\n')[0]}\n  eng/fuzz.sh replay {target.Name} {path}");
    }
}
