using Countersign.IntegrationTests.Faults;
using Countersign.IntegrationTests.Fuzz;
using Countersign.IntegrationTests.Schedules;

namespace Countersign.IntegrationTests;

/// <summary>Runs the tests, as the entry that xUnit makes would; or, with `soak`, `fuzz` or `schedules` first, these alone.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["soak", .. var rest] => Soak.Run(rest),
        ["fuzz", .. var rest] => FuzzRun.Run(rest),
        ["schedules", .. var rest] => Task.FromResult(ScheduleRun.Run(rest)),
        _ when arguments.Any(a => a is "--server" or "--internal-msbuild-node") =>
            Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(arguments),
    };
}
