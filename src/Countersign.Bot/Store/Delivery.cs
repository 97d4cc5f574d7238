using System.Text.Json;

namespace Countersign.Bot.Store;

/// <summary>The inbox's number of a message; jobs carry nothing else (INV-36).</summary>
internal readonly record struct DeliveryId(long Value);

/// <summary>An authenticated webhook message.</summary>
/// <param name="Forge">`github` or `gitlab`; with <paramref name="Guid"/> it is unique.</param>
/// <param name="Guid">The forge's id of the message; a redelivery has the same.</param>
/// <param name="Headers">Those that say what the message is; never a credential.</param>
/// <param name="Body">Exactly the bytes that were authenticated.</param>
internal sealed record Delivery(
    string Forge,
    string Guid,
    string Event,
    ImmutableSortedDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt);

/// <summary>What accepting came to.</summary>
/// <param name="IsCompleted">True when the same message was worked off before; there is nothing to do.</param>
internal readonly record struct Receipt(DeliveryId Id, bool IsCompleted);

/// <summary>Where a message stands.</summary>
internal enum DeliveryState
{
    /// <summary>Accepted, and not worked off.</summary>
    Received,

    /// <summary>All work that it asked for is done.</summary>
    Completed,

    /// <summary>The last attempt failed.</summary>
    Failed,
}

/// <summary>A message as it stands in the inbox.</summary>
internal sealed record StoredDelivery(DeliveryId Id, Delivery Delivery, DeliveryState State, int Attempts, string? Reason);

internal sealed class DeliveryRow
{
    public long Id { get; init; }
    public required string Forge { get; init; }
    public required string Delivery { get; init; }
    public required string Event { get; init; }
    public required string Headers { get; init; }
    public required byte[] Body { get; init; }
    public required string ReceivedAt { get; init; }
    public required string State { get; init; }
    public long Attempts { get; init; }
    public string? Reason { get; init; }

    public StoredDelivery ToDelivery() => new(
        new(Id),
        new(Forge, Delivery, Event,
            JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(Headers)!, Body, Stamp.Read(ReceivedAt)),
        Enum.Parse<DeliveryState>(State, ignoreCase: true), (int)Attempts, Reason);
}
