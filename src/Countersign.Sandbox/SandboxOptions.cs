namespace Countersign.Sandbox;

/// <summary>How a <see cref="SandboxForge"/> is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>Where the bare repositories live. Null: a new temporary directory, deleted on disposal.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Clock of every timestamp, token expiry and delayed delivery.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether Git may be read without a token. GitHub allows it for public repositories only.</summary>
    public bool AnonymousGit { get; init; }
}
