using System.Reflection;
using Countersign.Bot.Workflows;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.SqlServer;

namespace Countersign.Tests.Core;

/// <summary>Microsoft's parser is known to one assembly, and that one is loaded by name.</summary>
public sealed class AssemblyBoundaryTests
{
    [Fact]
    public void Only_the_assembly_of_SQL_Server_knows_ScriptDom()
    {
        Assembly[] ours = [typeof(Plan).Assembly, typeof(IStatementReader).Assembly, typeof(Examining).Assembly, typeof(SqlServerReader).Assembly];

        Assert.Equal(
            ["Countersign.Targets.SqlServer"],
            ours.Where(a => a.GetReferencedAssemblies().Any(r => r.Name!.StartsWith("Microsoft.SqlServer.", StringComparison.Ordinal))).Select(a => a.GetName().Name!));
    }

    [Fact]
    public void The_bot_runs_without_the_assembly_of_SQL_Server()
    {
        Assert.DoesNotContain(typeof(Examining).Assembly.GetReferencedAssemblies(), r => r.Name == "Countersign.Targets.SqlServer");
        Assert.Null(StatementReaders.Optional("Countersign.Targets.Missing.Reader, Countersign.Targets.Missing"));
    }

    [Fact]
    public void The_bot_finds_the_reader_of_every_database() =>
        Assert.Equal([Dialect.PostgreSql, Dialect.SqlServer, Dialect.Sqlite], StatementReaders.All().Select(r => r.Dialect).Order());
}
