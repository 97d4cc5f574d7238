using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>Reads one blob and proves that it is the one asked for (INV-08).</summary>
internal static class GitBlob
{
    /// <summary>20 MiB: far above any migration a person can review.</summary>
    internal const long DefaultLimit = 20 * 1024 * 1024;

    internal static ReadOnlyMemory<byte> Read(Repository repository, string id, long limit)
    {
        var blob = repository.Lookup<Blob>(id) ?? throw new GitContentException($"blob `{id}` is not in this repository");
        if (blob.Size > limit)
            throw new GitContentException(string.Create(CultureInfo.InvariantCulture,
                $"blob `{id}` has {blob.Size} bytes, more than the {limit} that are read; make it smaller"));
        using var content = blob.GetContentStream(); // raw: no filter, no conversion of line ends
        var bytes = new byte[blob.Size];
        content.ReadExactly(bytes);
        if (Hash(bytes) != id) throw new GitContentException($"the bytes of blob `{id}` do not hash to it");
        return bytes;
    }

    /// <summary>
    /// Git's own object id. SHA-1 is what names objects in Git; what we sign is the SHA-256 of the same bytes, and the
    /// git executable, which took them in, refuses known collisions.
    /// </summary>
    private static string Hash(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {bytes.Length}\0")));
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A file at a commit with its bytes.</summary>
/// <param name="Blob">Object id in hex.</param>
/// <param name="Bytes">Raw; of a symlink its target's name, of a submodule nothing.</param>
public sealed record GitFile(string Path, Changes.FileMode Mode, string Blob, ReadOnlyMemory<byte> Bytes);
