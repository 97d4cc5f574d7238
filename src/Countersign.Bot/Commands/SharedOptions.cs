using System.CommandLine;
using Countersign.Policy;

namespace Countersign.Bot.Commands;

/// <summary>Options that several commands have, with the same words.</summary>
internal static class SharedOptions
{
    public static Option<string> Repository() => new("--repo")
    {
        Description = "A clone, or a directory inside it",
        HelpName = "DIRECTORY",
        DefaultValueFactory = _ => ".",
    };

    public static Option<FileInfo?> Configuration() => new("--config")
    {
        Description = "The bot's configuration, besides appsettings.json here and environment variables (Countersign__DataDirectory=…)",
        HelpName = "FILE",
    };

    public static Option<FileInfo> Policy() => new("--policy")
    {
        Description = "The policy",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo(PolicyFile.Path),
    };
}
