using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer;

/// <summary>
/// This assembly as a program, which only the bot starts: it works where DacFx or SqlClient need the cultures of the system, which
/// the bot runs without, and talks over its standard input and output.
/// </summary>
internal static class Program
{
    /// <summary>Argument of the process that holds connections to a server.</summary>
    internal const string Links = "links";

    /// <summary>Argument of the process that builds models and the script between them.</summary>
    internal const string Project = "project";

    internal static int Main(string[] arguments) => arguments is [Links] ? LinkProgram.Run() : ProjectProgram.Run();
}
