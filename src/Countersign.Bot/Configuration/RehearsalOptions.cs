using System.Text;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Configuration;

/// <summary>Throwaway servers that changes are rehearsed in. They listen on a socket in a directory of their own, never on a network.</summary>
internal sealed class RehearsalOptions
{
    /// <summary>
    /// Where they live; short, because the path of a socket has 107 bytes at most. Without it, a directory below the system's
    /// temporary one, named after the data directory so that two bots on a machine do not share it.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>Directories with `initdb` and `postgres`, asked before the places where packages put them.</summary>
    public List<string> Programs { get; set; } = [];

    /// <summary>How long one statement may run.</summary>
    public TimeSpan StatementLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a whole plan may run.</summary>
    public TimeSpan PlanLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes that one throwaway server may fill.</summary>
    public long DiskLimit { get; set; } = 2L << 30;

    /// <summary>Bytes of memory that all processes of one throwaway server may hold together.</summary>
    public long MemoryLimit { get; set; } = 1L << 30;

    /// <summary>The same, as the rehearsal takes it.</summary>
    public RehearsalSettings ToSettings(string dataDirectory, BotRoles roles) => new(Directory ?? DefaultFor(dataDirectory, roles), [.. Programs])
    {
        StatementLimit = StatementLimit,
        PlanLimit = PlanLimit,
        DiskLimit = DiskLimit,
        MemoryLimit = MemoryLimit,
    };

    /// <summary>One a role, because the processes of one machine that share a data directory must not share throwaway servers.</summary>
    private static string DefaultFor(string dataDirectory, BotRoles roles) => Path.Combine(
        Path.GetTempPath(),
        "countersign-" + Digest.Of(Encoding.UTF8.GetBytes(
            Path.GetFullPath(dataDirectory) + (roles == BotRoles.All ? "" : "\n" + roles.Text()))).Hex[..8]);
}
