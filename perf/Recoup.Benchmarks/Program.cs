using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Recoup.Benchmarks;

if (args is ["--quick"])
{
    await QuickLook.RunAsync();
    return;
}

if (args is ["--plan"])
{
    await PlanLook.RunAsync();
    return;
}

// In this process: a project made up for each benchmark would have to pass this repository's build rules.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)).AddColumn(BenchmarkDotNet.Columns.StatisticColumn.OperationsPerSecond).WithArtifactsPath("artifacts/benchmarks");
BenchmarkSwitcher.FromAssembly(typeof(RulesBenchmark).Assembly).Run(args, config);
