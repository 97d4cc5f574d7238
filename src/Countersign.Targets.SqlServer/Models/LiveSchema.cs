using System.Globalization;
using Countersign.Targets.SqlServer.Executing;
using Countersign.Targets.SqlServer.Links;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Dac;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>Reads the definitions of a live database, and no row of it, into a dacpac. In the child process.</summary>
internal static class LiveSchema
{
    /// <summary>Users are compared, the logins behind them are not: those belong to the server.</summary>
    private static DacExtractOptions Options => new()
    {
        ExtractAllTableData = false,
        ExtractApplicationScopedObjectsOnly = true,
        ExtractReferencedServerScopedElements = false,
        ExtractUsageProperties = false,
        IgnoreExtendedProperties = false,
        IgnorePermissions = false,
        IgnoreUserLoginMappings = true,
        VerifyExtraction = false,
    };

    /// <exception cref="UnreadableSchemaException">When it cannot be read; its message is safe to show.</exception>
    internal static byte[] Pack(string connection)
    {
        try
        {
            using var package = new MemoryStream();
            new DacServices(connection).Extract(
                package, new SqlConnectionStringBuilder(connection).InitialCatalog, "live", new Version(1, 0), extractOptions: Options);
            return package.ToArray();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Which exceptions come of a server that does not answer as expected is written nowhere; DacServicesException is one.
            throw new UnreadableSchemaException(Reason(fault));
        }
    }

    /// <summary>The server's own words without values, or DacFx's numbers: its texts can name an address (INV-35).</summary>
    internal static string Reason(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
            if (cause is SqlException sql)
                return ServerErrors.Of(LinkProgram.FaultOf(sql));
        return fault is DacServicesException { Messages: { Count: > 0 } messages }
            ? $"DacFx says {string.Join(", ", messages.Select(m => m.Prefix + m.Number.ToString(CultureInfo.InvariantCulture)).Distinct().Take(5))}"
            : $"DacFx cannot extract it ({fault.GetType().Name})";
    }
}

/// <summary>A live database's definitions cannot be read; the message is safe to show.</summary>
internal sealed class UnreadableSchemaException(string message) : Exception(message);
