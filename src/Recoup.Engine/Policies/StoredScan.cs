using System.Runtime.CompilerServices;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Rules;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Policies;

/// <summary>A scan that has come to an end, to be judged once more under other settings: what its own judge had, from the store.</summary>
public sealed class StoredScan
{
    private const int PagesARead = 10;

    private readonly IStore _store;
    private readonly Survey _survey;
    private readonly IReadOnlyList<Hold> _holds;
    private readonly PeopleIndex _people;

    private StoredScan(IStore store, Scan scan, Survey survey, IReadOnlyList<Hold> holds, PeopleIndex people) =>
        (_store, Scan, _survey, _holds, _people) = (store, scan, survey, holds, people);

    public Scan Scan { get; }

    /// <summary>Holds of any day, as they are kept now.</summary>
    public IReadOnlyList<Hold> Holds => _holds;

    public static async Task<StoredScan> ReadAsync(IStore store, Scan scan, CancellationToken cancellationToken)
    {
        var entitlements = new EntitlementIndex();
        await foreach (var listing in store.AllListingsAsync(scan.Org, scan.Id, cancellationToken))
            entitlements.Add(listing);

        var people = await store.PeopleAsync(scan.Org, cancellationToken);
        return new(store, scan, scan.Survey with { Grants = [.. entitlements.Grants] }, await store.HoldsAsync(scan.Org, cancellationToken), new(people));
    }

    /// <summary>The organisation under some settings, by the scan's clock.</summary>
    public Circumstances Around(Settings settings, Population? population = null) => new(_survey, settings, _holds, _people, population, Scan.Held);

    /// <summary>Its accounts, a few pages at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Account>> AccountsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var from = 0; await _store.AccountPagesAsync(Scan.Org, Scan.Id, from, PagesARead, cancellationToken) is { Count: > 0 } pages; from = pages[^1].Number + 1)
            yield return [.. pages.SelectMany(p => p.Accounts)];
    }
}
