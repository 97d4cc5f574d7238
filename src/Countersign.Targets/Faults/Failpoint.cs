namespace Countersign.Targets.Faults;

/// <summary>
/// Lets a process of the fault harness end, stop or wait at a labelled place. Inert unless the host itself was started with
/// the switch <see cref="Switch"/> in its runtime configuration: no variable, file of ours, argument or request sets it, and
/// what is shipped does not have it.
/// </summary>
public static class Failpoint
{
    /// <summary>The switch in the host's runtime configuration.</summary>
    public const string Switch = "Countersign.Failpoints";

    /// <summary>What is to happen where; see <see cref="FailpointPlan"/>. Read only when the switch is on.</summary>
    public const string Variable = "COUNTERSIGN_FAILPOINTS";

    private static readonly FailpointPlan? Armed = AppContext.TryGetSwitch(Switch, out var isOn) && isOn
        ? FailpointPlan.Read(Environment.GetEnvironmentVariable(Variable) ?? "")
        : null;

    /// <summary>
    /// Told of every point that this thread comes to; may throw in the place of a crash. For simulations in the process of the tests:
    /// internal, so that nothing but code that was compiled against us can set it, and null everywhere else.
    /// </summary>
    [ThreadStatic]
    internal static Action<CrashPoint>? Simulation;

    /// <summary>To be called at the point. Does nothing but in the harness.</summary>
    public static void Reached(CrashPoint point)
    {
        Armed?.Reach(point);
        Simulation?.Invoke(point);
    }
}
