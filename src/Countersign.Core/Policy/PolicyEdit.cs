using Countersign.Changes;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>
/// A change to the policy file as something to sign. It takes part in the plan as a target of its own with one statement,
/// so that the policy in force says who must sign the next one, and a sign-off binds to its bytes (INV-06). It is judged
/// like the others and never executed: landing is what puts it in force.
/// </summary>
public static class PolicyEdit
{
    /// <summary>The name under which it stands in plans. No target can have it: names of targets have no leading dot.</summary>
    public static TargetName Target { get; } = new(PolicyFile.Path);

    /// <summary>The policy file as the change would leave it; no bytes when the change deletes it.</summary>
    public static TargetReading Read(ReadOnlyMemory<byte> bytes, FileMode mode)
    {
        var script = new Script(PolicyFile.Path, mode, ScriptRole.Versioned, bytes);
        var what = bytes.IsEmpty ? "removes the policy, so that nothing is governed any more" : "changes what is governed and who must sign";
        var statement = new ReadStatement(
            script, new(0, bytes.Length), "POLICY", [new(null, PolicyFile.Path)],
            [new Effect.Grants(new(null, PolicyFile.Path), what)],
            new Reversal.Irreversible("revert the change request; the policy in force then judges that"));
        return new(Target, "policy", Dialect.Policy, new SessionProfile([]), [script], [statement]);
    }
}
