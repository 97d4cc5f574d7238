using System.Globalization;
using System.Text;

namespace Countersign.Sandbox.Transport;

/// <summary>One ref a push moves; null for a ref that is not there before or after.</summary>
internal sealed record PushCommand(string? Before, string? After, string Ref)
{
    public string? Branch => Ref.StartsWith("refs/heads/", StringComparison.Ordinal) ? Ref["refs/heads/".Length..] : null;
}

/// <summary>Reads the commands at the start of a push: packet lines "old new ref", up to the flush packet.</summary>
internal static class PushCommands
{
    public static IReadOnlyList<PushCommand> Read(ReadOnlySpan<byte> request)
    {
        var commands = new List<PushCommand>();
        while (request.Length >= 4
            && int.TryParse(request[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)
            && length >= 4 && length <= request.Length)
        {
            var line = Encoding.UTF8.GetString(request[4..length]).Split('\0')[0].TrimEnd('\n');
            if (line.Split(' ', 3) is [{ Length: 40 } before, { Length: 40 } after, var name])
            {
                commands.Add(new PushCommand(Commit(before), Commit(after), name));
            }

            request = request[length..];
        }

        return commands;
    }

    private static string? Commit(string sha) => sha.All(digit => digit == '0') ? null : sha;
}
