using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>One statement of a copy.</summary>
/// <param name="About">What it makes, or sets on something.</param>
/// <param name="Required">False when the copy is complete without it.</param>
internal sealed record CopyStep(SchemaObject About, string Sql, bool Required = true);
