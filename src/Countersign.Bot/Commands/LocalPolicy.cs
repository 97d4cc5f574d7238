using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.Bot.Commands;

/// <summary>A policy in a file of this machine.</summary>
internal static class LocalPolicy
{
    /// <summary>Reads a file that must be a valid policy.</summary>
    /// <exception cref="CannotRunException">When it is none; with every problem.</exception>
    public static PolicyFile Read(FileInfo file) => PolicyReading.Read(Bytes(file)) switch
    {
        PolicyParse.Valid valid => valid.Policy,
        PolicyParse.Invalid invalid => throw new CannotRunException(
            $"`{file}` is not a policy that can be used; correct this first:"
            + string.Concat(invalid.Problems.Select(p => $"\n  {file}:{p.Sentence}"))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The file's bytes.</summary>
    /// <exception cref="CannotRunException">When it cannot be read.</exception>
    public static ReadOnlyMemory<byte> Bytes(FileInfo file)
    {
        try
        {
            if (file.Exists && file.Length > PolicyReading.LargestFile)
                throw new CannotRunException($"`{file}` has {file.Length} bytes; a policy has at most {PolicyReading.LargestFile}");
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException(
                $"`{file}` cannot be read; go to the repository's root, or name the policy file");
        }
    }

    /// <summary>One target of a policy.</summary>
    /// <exception cref="CannotRunException">When it has none of that name.</exception>
    public static TargetPolicy Target(this PolicyFile policy, string name, string where) =>
        policy.Targets.FirstOrDefault(t => t.Name == new TargetName(name)) ?? throw new CannotRunException(
            $"{where} has no target `{name}`; it has {string.Join(", ", policy.Targets.Select(t => $"`{t.Name}`"))}");
}
