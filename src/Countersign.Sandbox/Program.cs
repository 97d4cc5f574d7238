using System.Globalization;

namespace Countersign.Sandbox;

/// <summary>The executable: <c>countersign-sandbox [--port N] [--data DIRECTORY] [--anonymous-git]</c>.</summary>
internal static class Program
{
    private const string Usage = "usage: countersign-sandbox [--port N] [--data DIRECTORY] [--anonymous-git]";

    internal static async Task<int> Main(string[] args)
    {
        if (Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        await using var forge = await SandboxForge.StartAsync(options);
        Console.WriteLine($"the sandbox forge listens on {forge.BaseUrl}");
        Console.WriteLine($"  REST API  {forge.ApiUrl}");
        Console.WriteLine($"  control   {forge.BaseUrl}_sandbox/");
        await forge.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Null when the arguments cannot be understood.</summary>
    private static SandboxOptions? Read(string[] args)
    {
        var options = new SandboxOptions { Port = 7070 };
        for (var index = 0; index < args.Length; index++)
        {
            var value = index + 1 < args.Length ? args[index + 1] : null;
            switch (args[index])
            {
                case "--port" when int.TryParse(value, CultureInfo.InvariantCulture, out var port):
                    options = options with { Port = port };
                    index++;
                    break;
                case "--data" when value is not null:
                    options = options with { DataDirectory = Directory.CreateDirectory(value).FullName };
                    index++;
                    break;
                case "--anonymous-git":
                    options = options with { AnonymousGit = true };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
