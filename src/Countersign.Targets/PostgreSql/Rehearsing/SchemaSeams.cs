using Countersign.Schemas;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Reads the copy's schema through its superuser.</summary>
internal delegate Task<Schema> SchemaCapture(NpgsqlConnection superuser, CancellationToken cancellation);

/// <summary>Makes a schema in an empty database.</summary>
internal delegate Task SchemaFilling(NpgsqlConnection superuser, Schema schema, CancellationToken cancellation);
