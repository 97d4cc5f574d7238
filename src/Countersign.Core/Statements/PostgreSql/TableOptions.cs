namespace Countersign.Statements.PostgreSql;

/// <summary>The changes of ALTER TABLE that need no more than a sentence: what it does, and the lock it takes.</summary>
internal static class TableOptions
{
    /// <returns>The lock on the table.</returns>
    internal static string Read(string subtype, Node change, ObjectName table, string kind, StatementFacts facts)
    {
        var name = change.Text("name");
        switch (subtype)
        {
            case "AT_ChangeOwner":
                facts.Grants(table, $"changes the owner to {Roles.NameOf(change["newowner"])}");
                return LockMode.AccessExclusive;
            case "AT_EnableRowSecurity" or "AT_DisableRowSecurity" or "AT_ForceRowSecurity" or "AT_NoForceRowSecurity":
                facts.Grants(table, $"{Verb(subtype)} row level security");
                return LockMode.AccessExclusive;
            case "AT_SetTableSpace" or "AT_SetLogged" or "AT_SetUnLogged" or "AT_SetAccessMethod" or "AT_SetExpression":
                Rewrite(subtype, name, table, facts);
                Queries.Walk(change["def"], facts);
                return LockMode.AccessExclusive;
            case "AT_DropConstraint":
                facts.Alters(table, $"drops constraint {name}");
                facts.Add(new Effect.Drops(table, $"constraint {name} of"));
                return LockMode.AccessExclusive;
            case "AT_SetRelOptions" or "AT_ResetRelOptions" or "AT_ReplaceRelOptions":
                return Storage(change, table, facts);
            case "AT_EnableTrig" or "AT_DisableTrig" or "AT_EnableAlwaysTrig" or "AT_EnableReplicaTrig"
                or "AT_EnableTrigAll" or "AT_DisableTrigAll" or "AT_EnableTrigUser" or "AT_DisableTrigUser":
                facts.Alters(table, $"{Verb(subtype)} {(name.Length > 0 ? $"trigger {name}" : "triggers")}");
                facts.Add(new Effect.RunsCode($"changes which triggers of {table} run"));
                return LockMode.ShareRowExclusive;
            case "AT_EnableRule" or "AT_DisableRule" or "AT_EnableAlwaysRule" or "AT_EnableReplicaRule":
                facts.Alters(table, $"{Verb(subtype)} rule {name}");
                facts.Add(new Effect.RunsCode($"changes which rules of {table} run"));
                return LockMode.AccessExclusive;
            case "AT_AddInherit" or "AT_DropInherit":
                facts.Alters(table, $"{(subtype == "AT_AddInherit" ? "becomes" : "stops being")} a child of another table");
                facts.Locks(change["def"]["RangeVar"].Relation, LockMode.ShareUpdateExclusive);
                return LockMode.AccessExclusive;
            case "AT_GenericOptions" or "AT_AlterColumnGenericOptions":
                facts.Alters(table, "changes options of the foreign data wrapper");
                facts.Add(new Effect.RunsCode($"hands new options to the foreign server of {table}"));
                return LockMode.AccessExclusive;
            default:
                facts.Alters(table, Sentence(subtype, name, kind));
                Queries.Walk(change["def"], facts);
                return subtype is "AT_SetStatistics" or "AT_SetOptions" or "AT_ResetOptions" or "AT_ClusterOn" or "AT_DropCluster"
                    ? LockMode.ShareUpdateExclusive
                    : LockMode.AccessExclusive;
        }
    }

    private static void Rewrite(string subtype, string name, ObjectName table, StatementFacts facts)
    {
        var (what, because) = subtype switch
        {
            "AT_SetTableSpace" => ($"moves to tablespace {name}", "its files are copied to the other tablespace"),
            "AT_SetLogged" => ("becomes logged", "all of it is written to the log"),
            "AT_SetUnLogged" => ("becomes unlogged: its rows do not survive a crash", "all of it is written anew"),
            "AT_SetAccessMethod" => ($"changes its access method to {name}", "all of it is written in another format"),
            _ => ($"changes the expression of {name}", "the generated column is computed for each row"),
        };
        facts.Alters(table, what);
        facts.Add(new Effect.Rewrites(table, because));
    }

    /// <summary>Most storage parameters need no more than SHARE UPDATE EXCLUSIVE; the documentation lists which.</summary>
    private static string Storage(Node change, ObjectName table, StatementFacts facts)
    {
        var names = change["def"]["List"].Items("items", "DefElem").Select(d => d.Text("defname")).ToList();
        facts.Alters(table, $"changes {string.Join(", ", names)}");
        return names.All(n => n is "fillfactor" or "parallel_workers" or "toast_tuple_target" or "n_distinct"
                or "vacuum_truncate" or "vacuum_index_cleanup" or "vacuum_max_eager_freeze_failure_rate" or "log_autovacuum_min_duration"
                || n.StartsWith("autovacuum_", StringComparison.Ordinal) || n.StartsWith("toast.", StringComparison.Ordinal))
            ? LockMode.ShareUpdateExclusive
            : LockMode.AccessExclusive;
    }

    private static string Verb(string subtype) =>
        subtype.StartsWith("AT_Enable", StringComparison.Ordinal) ? "enables"
        : subtype.StartsWith("AT_Disable", StringComparison.Ordinal) ? "disables"
        : subtype.StartsWith("AT_NoForce", StringComparison.Ordinal) ? "stops forcing"
        : "forces";

    private static string Sentence(string subtype, string name, string kind) => subtype switch
    {
        "AT_DropNotNull" => $"lets {name} be null",
        "AT_SetStatistics" => $"changes the statistics target of {name}",
        "AT_SetOptions" or "AT_ResetOptions" => $"changes options of {name}",
        "AT_SetStorage" => $"changes how {name} is stored",
        "AT_SetCompression" => $"changes how {name} is compressed",
        "AT_AddIdentity" => $"makes {name} an identity column",
        "AT_SetIdentity" => $"changes the identity of {name}",
        "AT_DropIdentity" => $"makes {name} an ordinary column",
        "AT_DropExpression" => $"keeps the values of {name} and stops generating them",
        "AT_ClusterOn" => $"remembers {name} for CLUSTER",
        "AT_DropCluster" => "forgets its index for CLUSTER",
        "AT_ReplicaIdentity" => "changes what replication knows rows by",
        "AT_AlterConstraint" => "changes a constraint",
        "AT_AddOf" => "becomes a table of a type",
        "AT_DropOf" => "stops being a table of a type",
        _ => $"changes the {kind} ({subtype["AT_".Length..]})",
    };
}
