using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Runs;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Acting;

/// <summary>What a run really saves: the bills as they were less the bills without the seats that were seen to be free.</summary>
/// <param name="Settled">Whose billing day is over: realised (RULES 4).</param>
/// <param name="ToCome">Whose billing day is still to come, or not known.</param>
public sealed record RunMoney(IReadOnlyList<Saving> Settled, IReadOnlyList<Saving> ToCome)
{
    /// <summary>The same with prices and sites as they are stored now.</summary>
    public static async Task<RunMoney> OfAsync(IStore store, Run run, IReadOnlyList<RunRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var survey = (await Shown.TryGetAsync(store, run.Org, cancellationToken))?.Survey ?? new Survey { Org = run.Org, Scan = new(""), Now = run.StartedAt, Source = "" };
        return Of(run, rows, await store.SettingsAsync(run.Org, cancellationToken), survey, now);
    }

    /// <param name="run">The run.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="settings">Prices as they are now.</param>
    /// <param name="survey">For the sites.</param>
    public static RunMoney Of(Run run, IReadOnlyList<RunRow> rows, Settings settings, Survey survey, DateTimeOffset now)
    {
        var tariff = new Tariff(settings, survey);
        var change = new Headcount();
        var free = rows.Where(r => r.Release?.State == ReleaseState.Released && r.UndoneIn is null && r.CameBackAt is null).ToList();
        foreach (var (footprint, people) in free.SelectMany(r => r.Change?.People ?? new Dictionary<Footprint, int>()))
            change.Add(footprint, people);
        var savings = tariff.Savings(tariff.Count(run.Held), tariff.Count(run.Held.Plus(change)), free.Max(r => r.DoneAt) ?? run.StartedAt);
        var today = DateOnly.FromDateTime((now + settings.BillingZone).UtcDateTime);
        return new([.. savings.Where(s => s.Effective <= today)], [.. savings.Where(s => !(s.Effective <= today))]);
    }
}
