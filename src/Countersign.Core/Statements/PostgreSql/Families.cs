using System.Collections.Frozen;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// Which file knows which statement. A node that is not here is one that nobody has thought about, so it is opaque.
/// </summary>
internal static class Families
{
    private static readonly FrozenDictionary<string, Action<Node, StatementFacts>> Known =
        new Dictionary<string, Action<Node, StatementFacts>>
        {
            ["SelectStmt"] = Queries.Select,
            ["InsertStmt"] = Rows.Insert,
            ["UpdateStmt"] = Rows.Update,
            ["DeleteStmt"] = Rows.Delete,
            ["MergeStmt"] = Rows.Merge,
            ["TruncateStmt"] = Rows.Truncate,
            ["CopyStmt"] = Rows.Copy,

            ["CreateStmt"] = Tables.Create,
            ["CreateForeignTableStmt"] = Tables.CreateForeign,
            ["CreateTableAsStmt"] = Tables.CreateAs,
            ["AlterTableStmt"] = AlterTables.Alter,
            ["AlterTableMoveAllStmt"] = AlterTables.MoveAll,
            ["IndexStmt"] = Indexes.Create,
            ["ReindexStmt"] = Indexes.Reindex,
            ["CreateStatsStmt"] = Indexes.CreateStatistics,
            ["AlterStatsStmt"] = Indexes.AlterStatistics,
            ["ViewStmt"] = Views.Create,
            ["RefreshMatViewStmt"] = Views.Refresh,

            ["DropStmt"] = Drops.Drop,
            ["RenameStmt"] = Renames.Rename,
            ["AlterObjectSchemaStmt"] = Renames.SetSchema,
            ["AlterOwnerStmt"] = Renames.SetOwner,
            ["AlterObjectDependsStmt"] = Renames.DependOnExtension,

            ["CreateSchemaStmt"] = Schemas.Create,
            ["CreateSeqStmt"] = Schemas.CreateSequence,
            ["AlterSeqStmt"] = Schemas.AlterSequence,
            ["CreateExtensionStmt"] = Schemas.CreateExtension,
            ["AlterExtensionStmt"] = Schemas.AlterExtension,
            ["AlterExtensionContentsStmt"] = Schemas.AlterExtension,
            ["CommentStmt"] = Schemas.Comment,

            ["CreateEnumStmt"] = Types.CreateEnum,
            ["CreateRangeStmt"] = Types.CreateRange,
            ["CompositeTypeStmt"] = Types.CreateComposite,
            ["AlterEnumStmt"] = Types.AlterEnum,
            ["AlterTypeStmt"] = Types.AlterType,
            ["CreateDomainStmt"] = Types.CreateDomain,
            ["AlterDomainStmt"] = Types.AlterDomain,
            ["DefineStmt"] = Types.Define,
            ["AlterCollationStmt"] = Types.AlterCollation,
            ["AlterTSDictionaryStmt"] = (n, f) => Types.AlterTextSearch("DICTIONARY", "dictname", n, f),
            ["AlterTSConfigurationStmt"] = (n, f) => Types.AlterTextSearch("CONFIGURATION", "cfgname", n, f),

            ["CreateFunctionStmt"] = Routines.Create,
            ["AlterFunctionStmt"] = Routines.Alter,
            ["CreateTrigStmt"] = Routines.CreateTrigger,
            ["CreateEventTrigStmt"] = Routines.CreateEventTrigger,
            ["AlterEventTrigStmt"] = Routines.AlterEventTrigger,
            ["RuleStmt"] = Routines.CreateRule,
            ["DoStmt"] = Routines.Do,
            ["CallStmt"] = Routines.Call,
            ["LoadStmt"] = Routines.Load,
            ["NotifyStmt"] = Routines.Notify,
            ["CreateCastStmt"] = (n, f) => Routines.Attach("CREATE", "cast", CastName(n), f),
            ["CreateTransformStmt"] = (n, f) => Routines.Attach("CREATE", "transform", new(null, n.Text("lang")), f),
            ["CreateOpClassStmt"] = (n, f) => Routines.Attach("CREATE", "operator class", n.Name("opclassname"), f),
            ["CreateOpFamilyStmt"] = (n, f) => Routines.Attach("CREATE", "operator family", n.Name("opfamilyname"), f),
            ["AlterOpFamilyStmt"] = (n, f) => Routines.Attach("ALTER", "operator family", n.Name("opfamilyname"), f),
            ["AlterOperatorStmt"] = (n, f) => Routines.Attach("ALTER", "operator", n["opername"].Name("objname"), f),
            ["CreateAmStmt"] = (n, f) => Routines.Attach("CREATE", "access method", new(null, n.Text("amname")), f),
            ["CreatePLangStmt"] = (n, f) => Routines.Attach("CREATE", "language", new(null, n.Text("plname")), f),
            ["CreateConversionStmt"] = (n, f) => Routines.Attach("CREATE", "conversion", n.Name("conversion_name"), f),

            ["GrantStmt"] = Grants.Grant,
            ["GrantRoleStmt"] = Grants.GrantRole,
            ["AlterDefaultPrivilegesStmt"] = Grants.DefaultPrivileges,
            ["CreatePolicyStmt"] = Grants.Policy,
            ["AlterPolicyStmt"] = Grants.Policy,
            ["SecLabelStmt"] = Grants.SecurityLabel,
            ["CreateRoleStmt"] = Roles.Create,
            ["AlterRoleStmt"] = Roles.Alter,
            ["AlterRoleSetStmt"] = Roles.AlterSettings,
            ["AlterDatabaseSetStmt"] = Roles.AlterSettings,
            ["DropRoleStmt"] = Roles.Drop,
            ["DropOwnedStmt"] = Roles.DropOwned,
            ["ReassignOwnedStmt"] = Roles.ReassignOwned,

            ["TransactionStmt"] = Sessions.Transaction,
            ["VariableSetStmt"] = Sessions.Set,
            ["VariableShowStmt"] = Sessions.Show,
            ["ConstraintsSetStmt"] = Sessions.Constraints,
            ["DiscardStmt"] = Sessions.Discard,
            ["ListenStmt"] = (_, f) => Sessions.Listen("LISTEN", f),
            ["UnlistenStmt"] = (_, f) => Sessions.Listen("UNLISTEN", f),
            ["ExplainStmt"] = Prepared.Explain,
            ["PrepareStmt"] = Prepared.Prepare,
            ["ExecuteStmt"] = Prepared.Execute,
            ["DeallocateStmt"] = Prepared.Deallocate,
            ["DeclareCursorStmt"] = Prepared.DeclareCursor,
            ["FetchStmt"] = Prepared.Fetch,
            ["ClosePortalStmt"] = Prepared.Close,

            ["LockStmt"] = Maintenance.Lock,
            ["VacuumStmt"] = Maintenance.Vacuum,
            ["ClusterStmt"] = Maintenance.Cluster,
            ["CheckPointStmt"] = Maintenance.Checkpoint,
            ["CreatedbStmt"] = Databases.Create,
            ["DropdbStmt"] = Databases.Drop,
            ["AlterDatabaseStmt"] = Databases.Alter,
            ["AlterDatabaseRefreshCollStmt"] = Databases.Alter,
            ["AlterSystemStmt"] = Databases.AlterSystem,
            ["CreateTableSpaceStmt"] = Databases.CreateTablespace,
            ["DropTableSpaceStmt"] = Databases.DropTablespace,
            ["AlterTableSpaceOptionsStmt"] = Databases.AlterTablespace,

            ["CreatePublicationStmt"] = (n, f) => Replication.Publish("CREATE PUBLICATION", n, f),
            ["AlterPublicationStmt"] = (n, f) => Replication.Publish("ALTER PUBLICATION", n, f),
            ["CreateSubscriptionStmt"] = (n, f) => Replication.Subscribe("CREATE SUBSCRIPTION", n, f),
            ["AlterSubscriptionStmt"] = (n, f) => Replication.Subscribe("ALTER SUBSCRIPTION", n, f),
            ["DropSubscriptionStmt"] = (n, f) => Replication.Subscribe("DROP SUBSCRIPTION", n, f),
            ["CreateFdwStmt"] = (n, f) => Foreign.Wrapper("CREATE FOREIGN DATA WRAPPER", n, f),
            ["AlterFdwStmt"] = (n, f) => Foreign.Wrapper("ALTER FOREIGN DATA WRAPPER", n, f),
            ["CreateForeignServerStmt"] = (n, f) => Foreign.Server("CREATE SERVER", n, f),
            ["AlterForeignServerStmt"] = (n, f) => Foreign.Server("ALTER SERVER", n, f),
            ["CreateUserMappingStmt"] = (n, f) => Foreign.UserMapping("CREATE USER MAPPING", n, f),
            ["AlterUserMappingStmt"] = (n, f) => Foreign.UserMapping("ALTER USER MAPPING", n, f),
            ["DropUserMappingStmt"] = (n, f) => Foreign.UserMapping("DROP USER MAPPING", n, f),
            ["ImportForeignSchemaStmt"] = Foreign.Import,
        }.ToFrozenDictionary();

    /// <summary>Nodes of the parse tree that are statements known here.</summary>
    internal static IEnumerable<string> Kinds => Known.Keys;

    private static ObjectName CastName(Node body) =>
        new(null, $"{TypeText.Of(body["sourcetype"])} as {TypeText.Of(body["targettype"])}");

    internal static void Read(Node statement, StatementFacts facts)
    {
        var (type, body) = statement.Open();
        if (Known.TryGetValue(type, out var family))
        {
            family(body, facts);
            return;
        }

        facts.Name(type.Length == 0 ? "UNKNOWN" : type);
        facts.Add(new Effect.Opaque("this kind of statement is not known to Countersign"));
    }
}
