using Countersign.Targets.SqlServer;

namespace Countersign.IntegrationTests.SqlServer;

/// <summary>INV-30: what reads a change's files in a process of its own gets nothing that it could give away.</summary>
[Invariant(30)]
public sealed class ChildEnvironmentTests
{
    [Fact]
    public void A_process_that_reads_a_project_inherits_no_secret()
    {
        Environment.SetEnvironmentVariable("Countersign__GitHub__Token", "canary");
        try
        {
            var environment = ChildProcess.StartOf("project", 1 << 28).Environment;

            Assert.DoesNotContain("canary", environment.Values);
            Assert.DoesNotContain(environment.Keys, k => k.StartsWith("Countersign", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("PATH", environment.Keys); // it has what it needs
        }
        finally
        {
            Environment.SetEnvironmentVariable("Countersign__GitHub__Token", null);
        }
    }
}
