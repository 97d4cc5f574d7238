using System.Text.Json;
using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Environments;

/// <summary>A deployment as the forge records it.</summary>
public sealed class DeploymentRecord
{
    internal DeploymentRecord(long id, Actor creator, string sha, string @ref, string task, string environment, DateTimeOffset now) =>
        (Id, Creator, Sha, Ref, Task, Environment, CreatedAt) = (id, creator, sha, @ref, task, environment, now);

    /// <summary>The id.</summary>
    public long Id { get; }

    /// <summary>Who made it.</summary>
    public Actor Creator { get; }

    /// <summary>The commit deployed.</summary>
    public string Sha { get; }

    /// <summary>The ref that was asked for.</summary>
    public string Ref { get; }

    /// <summary>The task; <c>deploy</c> unless said otherwise.</summary>
    public string Task { get; }

    /// <summary>The environment; <c>production</c> unless said otherwise.</summary>
    public string Environment { get; }

    /// <summary>At most 140 characters.</summary>
    public string? Description { get; internal init; }

    /// <summary>What the deployer attached.</summary>
    public JsonElement Payload { get; internal init; }

    /// <summary>Its statuses, oldest first.</summary>
    public IReadOnlyList<DeploymentStatusRecord> Statuses => StatusList;

    internal List<DeploymentStatusRecord> StatusList { get; } = [];

    internal DateTimeOffset CreatedAt { get; }
}

/// <summary>One status of a deployment.</summary>
/// <param name="Id">The id.</param>
/// <param name="Creator">Who reported it.</param>
/// <param name="State">error, failure, inactive, in_progress, queued, pending or success.</param>
/// <param name="Description">At most 140 characters.</param>
/// <param name="LogUrl">Where the log is.</param>
/// <param name="EnvironmentUrl">Where the environment is.</param>
/// <param name="CreatedAt">When.</param>
public sealed record DeploymentStatusRecord(
    long Id, Actor Creator, string State, string? Description, string? LogUrl, string? EnvironmentUrl, DateTimeOffset CreatedAt);
