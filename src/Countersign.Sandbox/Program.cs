namespace Countersign.Sandbox;

internal static class Program
{
    internal static async Task<int> Main()
    {
        await using var forge = await SandboxForge.StartAsync();
        Console.WriteLine($"listening on {forge.BaseUrl}");
        await forge.WaitForShutdownAsync();
        return 0;
    }
}
