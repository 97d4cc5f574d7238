namespace Countersign.Bot; internal static class Program { internal static int Main() => 0; }
