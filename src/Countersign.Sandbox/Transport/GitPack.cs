using System.Diagnostics;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Transport;

/// <summary>Runs the server side of a fetch or push as Git's own process.</summary>
internal static class GitPack
{
    /// <param name="http">The request, for the protocol version and cancellation.</param>
    /// <param name="command">git-upload-pack or git-receive-pack.</param>
    /// <param name="directory">The bare repository.</param>
    /// <param name="input">What the client sent, uncompressed.</param>
    /// <param name="advertise">Whether only the refs are asked for.</param>
    /// <param name="refusedRefs">Refs whose update the hook is to decline.</param>
    /// <param name="output">Where the answer goes; the response when null.</param>
    public static async Task RunAsync(
        HttpContext http, string command, string directory, Stream input, bool advertise,
        IReadOnlyList<string> refusedRefs, Stream? output = null)
    {
        string[] arguments = [command["git-".Length..], "--stateless-rpc", .. advertise ? (string[])["--advertise-refs"] : [], directory];
        var start = GitCommand.Start(null, arguments);
        start.Environment["SANDBOX_REFUSED_REFS"] = $" {string.Join(' ', refusedRefs)} ";
        var protocol = http.Request.Headers["Git-Protocol"].ToString();
        if (protocol.Length > 0) start.Environment["GIT_PROTOCOL"] = protocol;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("git did not start; install the package git");
        var errors = process.StandardError.ReadToEndAsync(http.RequestAborted);
        var feeding = FeedAsync(process, input, http.RequestAborted);
        await process.StandardOutput.BaseStream.CopyToAsync(output ?? http.Response.Body, http.RequestAborted);
        await feeding;
        await errors;
        await process.WaitForExitAsync(http.RequestAborted);
    }

    private static async Task FeedAsync(Process process, Stream input, CancellationToken cancellation)
    {
        try
        {
            await input.CopyToAsync(process.StandardInput.BaseStream, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Git has answered and closed its input before reading all of it, as it may.
        }
    }
}
