using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using VoipBin.Auth.Benchmarks.Load;

// parts: BenchmarkDotNet, with its own arguments. load PUBLISHED KEYS JSON: what scripts/bench runs. soak PUBLISHED SECONDS JSON: what scripts/soak runs.
switch (args)
{
    case ["parts", .. var rest]:
        // In this process: the other toolchains restore a project of their own.
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(BenchPlan).Assembly).Run(rest is [] ? ["--filter", "*"] : rest, config);
        return 0;
    case ["load", var published, var keys, var file, .. var rows]:
        return await BenchRun.RunAsync(new(published, int.Parse(keys, CultureInfo.InvariantCulture), file, rows)) ? 0 : 1;
    case ["soak", var published, var seconds, var file]:
        return await SoakRun.RunAsync(published, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), file) ? 0 : 1;
    default:
        Console.Error.WriteLine("usage: parts [BenchmarkDotNet arguments] | load PUBLISHED KEYS JSON [ROW…] | soak PUBLISHED SECONDS JSON");
        return 2;
}
