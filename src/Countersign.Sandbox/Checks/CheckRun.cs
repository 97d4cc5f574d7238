using System.Text.Json;
using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Checks;

/// <summary>A check run; only an app makes one.</summary>
public sealed class CheckRun
{
    internal CheckRun(long id, SandboxApp app, string name, string headSha, DateTimeOffset now) =>
        (Id, App, Name, HeadSha, StartedAt) = (id, app, name, headSha, now);

    /// <summary>The id.</summary>
    public long Id { get; }

    /// <summary>The app that made it.</summary>
    public SandboxApp App { get; }

    /// <summary>The name, which branch protection asks for.</summary>
    public string Name { get; internal set; }

    /// <summary>The commit it is about.</summary>
    public string HeadSha { get; }

    /// <summary>queued, in_progress or completed.</summary>
    public string Status { get; internal set; } = "queued";

    /// <summary>The <see cref="Status"/> that it was made with.</summary>
    public string MadeAs { get; internal set; } = "queued";

    /// <summary>success, failure, neutral, skipped, action_required …; null until completed.</summary>
    public string? Conclusion { get; internal set; }

    /// <summary>Title of the output.</summary>
    public string? Title { get; internal set; }

    /// <summary>Summary of the output, Markdown.</summary>
    public string? Summary { get; internal set; }

    /// <summary>Text of the output, Markdown.</summary>
    public string? Text { get; internal set; }

    /// <summary>The annotations of all requests together.</summary>
    public IReadOnlyList<Annotation> Annotations => AnnotationList;

    /// <summary>The app's own id for it.</summary>
    public string? ExternalId { get; internal set; }

    /// <summary>Where its details are.</summary>
    public string? DetailsUrl { get; internal set; }

    /// <summary>The buttons, at most three.</summary>
    public IReadOnlyList<CheckAction> Actions { get; internal set; } = [];

    internal List<Annotation> AnnotationList { get; } = [];

    internal DateTimeOffset StartedAt { get; set; }

    internal DateTimeOffset? CompletedAt { get; set; }
}

/// <summary>A remark of a check on lines of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="Level">notice, warning or failure.</param>
/// <param name="Message">The remark.</param>
/// <param name="Title">Its title.</param>
/// <param name="Raw">All members as they were sent.</param>
public sealed record Annotation(
    string Path, int StartLine, int EndLine, string Level, string Message, string? Title, JsonElement Raw);

/// <summary>A button on a check run.</summary>
/// <param name="Label">What it says, at most 20 characters.</param>
/// <param name="Description">At most 40 characters.</param>
/// <param name="Identifier">What the event names, at most 20 characters.</param>
public sealed record CheckAction(string Label, string Description, string Identifier);

/// <summary>A commit status.</summary>
/// <param name="Id">The id.</param>
/// <param name="Sha">The commit.</param>
/// <param name="Context">The context; compared without case.</param>
/// <param name="State">error, failure, pending or success.</param>
/// <param name="Description">At most 140 characters.</param>
/// <param name="TargetUrl">Where its details are.</param>
/// <param name="Creator">Who reported it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record CommitStatus(
    long Id, string Sha, string Context, string State, string? Description, string? TargetUrl, Actor Creator, DateTimeOffset CreatedAt);
