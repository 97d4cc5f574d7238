using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Copying;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Makes a schema in an empty database.</summary>
internal delegate Task<SchemaCopy> SchemaFilling(NpgsqlConnection superuser, Schema schema, CancellationToken cancellation);

/// <summary>Says what undoes a statement, from the schema before and after it.</summary>
internal delegate Reversal Reversing(Statement statement, SchemaDifference difference, Schema before, Schema after, Impact impact);
