using BenchmarkDotNet.Attributes;
using Recoup.Core.Rules;

namespace Recoup.Benchmarks;

/// <summary>How long one account takes to judge, over the mix of a whole organisation: most have nothing found, some several things.</summary>
[MemoryDiagnoser]
public class RulesBenchmark
{
    private Snapshot _snapshot = null!;
    private Judge _judge = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _snapshot = await ScannedOrganisation.MakeAsync();
        _judge = new Judge(_snapshot.Survey, _snapshot.Settings, _snapshot.Holds);
    }

    /// <summary>Rules, guards, identity, saving and evidence.</summary>
    [Benchmark(OperationsPerInvoke = ScannedOrganisation.Users)]
    public int Findings()
    {
        var found = 0;
        foreach (var account in _snapshot.Accounts)
            found += _judge.Findings(account, []).Count;
        return found;
    }

    /// <summary>Whether an account is worth a question.</summary>
    [Benchmark(OperationsPerInvoke = ScannedOrganisation.Users)]
    public int Candidates()
    {
        var candidates = 0;
        foreach (var account in _snapshot.Accounts)
            candidates += _judge.IsCandidate(account, []) ? 1 : 0;
        return candidates;
    }
}
