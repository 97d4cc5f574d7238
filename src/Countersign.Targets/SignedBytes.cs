using System.Text;
using Countersign.Statements;

namespace Countersign.Targets;

/// <summary>The signed bytes on their way to a driver that takes text.</summary>
internal static class SignedBytes
{
    /// <summary>Encoding the text again must give the signed bytes, else it is not sent (INV-11).</summary>
    internal static string TextOf(Statement statement)
    {
        var text = statement.Text;
        if (!Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(statement.Source.Bytes.Span))
            throw new InvalidOperationException($"{statement.Label} ({statement.Place}) is not UTF-8; it must never have become a plan");
        return text;
    }
}
