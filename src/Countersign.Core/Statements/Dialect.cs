using System.Diagnostics;

namespace Countersign.Statements;

/// <summary>The language a target's scripts are written in.</summary>
public enum Dialect
{
    /// <summary>PostgreSQL, parsed by the parser of the server's own major version.</summary>
    PostgreSql,

    /// <summary>T-SQL.</summary>
    SqlServer,

    /// <summary>SQLite.</summary>
    Sqlite,

    /// <summary>Terraform or OpenTofu.</summary>
    Terraform,

    /// <summary>Kubernetes manifests.</summary>
    Kubernetes,

    /// <summary>The policy file itself: a change to it is signed like a statement, by the policy that it replaces (INV-06).</summary>
    Policy,
}

/// <summary>The words of policy and digests for dialects.</summary>
public static class DialectWords
{
    /// <summary>The word used in policy, in digests and in reports.</summary>
    public static string Word(this Dialect dialect) => dialect switch
    {
        Dialect.PostgreSql => "postgresql",
        Dialect.SqlServer => "sqlserver",
        Dialect.Sqlite => "sqlite",
        Dialect.Terraform => "terraform",
        Dialect.Kubernetes => "kubernetes",
        Dialect.Policy => "policy",
        _ => throw new UnreachableException(),
    };
}
