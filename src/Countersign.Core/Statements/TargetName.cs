namespace Countersign.Statements;

/// <summary>
/// The name of a target in policy, and its id in digests. Which server that is, is recorded at enrolment and
/// checked before execution, so that a review needs no connection and a swapped server is refused.
/// </summary>
public readonly record struct TargetName(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
