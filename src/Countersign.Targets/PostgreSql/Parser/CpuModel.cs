using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>
/// What Wasmtime's code generator makes use of. Wasmtime checks compiled code against the CPU by
/// itself; naming the features keeps machines that share a home directory from evicting each other.
/// </summary>
internal static class CpuModel
{
    internal static string Features() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"sse42={Sse42.IsSupported} popcnt={Popcnt.IsSupported} avx={Avx.IsSupported} avx2={Avx2.IsSupported} "
            + $"fma={Fma.IsSupported} bmi1={Bmi1.IsSupported} bmi2={Bmi2.IsSupported} lzcnt={Lzcnt.IsSupported} "
            + $"avx512={Avx512F.IsSupported} vbmi={Avx512Vbmi.IsSupported} neon={AdvSimd.IsSupported} "
            + $"dp={Dp.IsSupported} crc={Crc32.IsSupported}");
}
