using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Deliveries;

/// <summary>One event on its way to one receiver.</summary>
public sealed class Delivery
{
    internal Delivery(long id, Guid deliveryId, HookTarget target, string eventName, string? action, byte[] body) =>
        (Id, DeliveryId, Target, Event, Action, Body) = (id, deliveryId, target, eventName, action, body);

    /// <summary>The id of this attempt in the deliveries API.</summary>
    public long Id { get; }

    /// <summary><c>X-GitHub-Delivery</c>; a redelivery has the same one.</summary>
    public Guid DeliveryId { get; }

    /// <summary><c>X-GitHub-Event</c>.</summary>
    public string Event { get; }

    /// <summary>The <c>action</c> of the payload.</summary>
    public string? Action { get; }

    /// <summary>The payload, exactly as signed.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether it repeats an earlier delivery.</summary>
    public bool IsRedelivery { get; internal init; }

    /// <summary>When it was sent; null while it waits.</summary>
    public DateTimeOffset? DeliveredAt { get; internal set; }

    /// <summary>What the receiver answered; 0 when it did not answer, null while it waits.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The signature header as sent.</summary>
    public string Signature => DeliverySignature.Of(Target.Webhook.Secret, Body.Span);

    internal HookTarget Target { get; }

    /// <summary>Whether it may go out; false while it is delayed.</summary>
    internal bool IsDue { get; set; } = true;

    /// <summary>Ends the delay; kept here so that it is not collected before it fires.</summary>
    internal ITimer? Timer { get; set; }

    internal Delivery Again(long id) => new(id, DeliveryId, Target, Event, Action, Body.ToArray()) { IsRedelivery = true };
}

/// <summary>Whose webhook it is, for the <c>X-GitHub-Hook-*</c> headers.</summary>
internal sealed record HookTarget(Webhook Webhook, string Type, long TypeId);
