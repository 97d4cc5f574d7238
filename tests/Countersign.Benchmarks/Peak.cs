using System.Runtime.InteropServices;

namespace Countersign.Benchmarks;

/// <summary>The most memory that a program held which this one started, as the kernel keeps it: of the largest process, not of all together.</summary>
internal static partial class Peak
{
    private const int Children = -1;

    /// <summary>Place of `ru_maxrss` in Linux's `struct rusage` on 64 bits, which begins with two times of two words each.</summary>
    private const int MostResident = 4;

    /// <summary>Bytes, of every process that was started from here and has ended, and of those that it had started in turn.</summary>
    public static long OfPrograms()
    {
        var usage = new long[18];
        return GetResourceUsage(Children, usage) == 0 ? usage[MostResident] * 1024 : throw new InvalidOperationException("getrusage failed");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, [Out] long[] usage);
}
