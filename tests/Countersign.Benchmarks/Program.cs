using Countersign.Benchmarks;

return args switch
{
    ["apply"] => await ApplyBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Countersign.Benchmarks apply");
    return 2;
}
