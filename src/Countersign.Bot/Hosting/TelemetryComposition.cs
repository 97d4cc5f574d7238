using Countersign.Bot.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Countersign.Bot.Hosting;

/// <summary>Logs as one JSON object a line; traces and metrics only when a collector is configured.</summary>
internal static class TelemetryComposition
{
    /// <summary>Adds it.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryOptions telemetry)
    {
        builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Hangfire", LogLevel.Warning);
        if (telemetry.OtlpEndpoint is not { } collector) return;
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .UseOtlpExporter(OpenTelemetry.Exporter.OtlpExportProtocol.Grpc, collector);
    }
}
