namespace Countersign.Targets;

/// <summary>
/// The target cannot be asked now, although a question about it is open (did a unit commit?). Nothing is known to be
/// wrong: the question stays open and is asked again later. The message is safe to show (INV-35).
/// </summary>
public sealed class TargetUnreachableException(string message) : Exception(message);
