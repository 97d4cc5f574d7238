using System.Diagnostics;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>A child and the wire to it. Whoever gets no answer in time ends it and takes another.</summary>
internal sealed class FuzzProcess : IDisposable
{
    private readonly Process _process;
    private readonly BinaryWriter _to;
    private readonly BinaryReader _from;

    internal FuzzProcess(string target)
    {
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["fuzz", "child", target])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => LastWords = line.Data ?? LastWords;
        _process.BeginErrorReadLine();
        _to = new(_process.StandardInput.BaseStream);
        _from = new(_process.StandardOutput.BaseStream);
    }

    /// <summary>The last line that it wrote to standard error.</summary>
    internal string LastWords { get; private set; } = "";

    /// <summary>Whether it ended by itself.</summary>
    internal bool HasCrashed => _process.WaitForExit(TimeSpan.FromSeconds(1));

    /// <summary>The answer; null when it ended or did not answer in time.</summary>
    internal (Answer Answer, string Sentence)? Ask(byte[] text, TimeSpan limit)
    {
        var asked = Task.Run(() =>
        {
            _to.Write(text.Length);
            _to.Write(text);
            _to.Flush();
            return ((Answer)_from.ReadByte(), _from.ReadString());
        });
        try
        {
            return asked.Wait(limit) ? asked.Result : null;
        }
        catch (AggregateException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
