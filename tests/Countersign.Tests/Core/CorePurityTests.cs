using Countersign.Statements;

namespace Countersign.Tests.Core;

public sealed class CorePurityTests
{
    /// <summary>What the deciding part may stand on: no I/O, no network, no threads, no driver, no forge.</summary>
    private static readonly ImmutableHashSet<string> Allowed =
    [
        "System.Runtime", "System.Collections", "System.Collections.Immutable", "System.Linq", "System.Memory",
        "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Security.Cryptography", "System.Text.RegularExpressions",
        "System.Text.Encoding.Extensions", "System.Text.Json", "System.Text.Encodings.Web", "System.ObjectModel", "System.Diagnostics.Tools", "System.Numerics.Vectors",
        "DotNet.Glob", "YamlDotNet",
    ];

    [Fact]
    public void The_core_stands_on_nothing_that_could_act() =>
        Assert.Equal([], typeof(Plan).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Except(Allowed));
}
