namespace Countersign.Bot.Commands;

/// <summary>A command has no answer. The message says why and the next step; it is shown without a stack trace.</summary>
internal sealed class CannotRunException(string message) : Exception(message);
