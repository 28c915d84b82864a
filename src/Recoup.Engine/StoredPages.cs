using System.Runtime.CompilerServices;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine.Scanning;

namespace Recoup.Engine;

/// <summary>Everything of one kind that a scan stored, in order; read some at a time, so that memory stays flat.</summary>
public static class StoredPages
{
    private const int ListingsARead = 100;
    private const int PagesARead = 10;

    /// <summary>Writes a scan and nothing else.</summary>
    public static Task SaveScanAsync(this IStore store, Scan scan, CancellationToken cancellationToken) => store.SaveRecommendationsAsync(scan, [], cancellationToken);

    /// <summary>One account as a scan saw it; null when it saw none of that id.</summary>
    public static async Task<Account?> TryGetAccountAsync(this IStore store, OrgId org, ScanId scan, AccountId account, CancellationToken cancellationToken) =>
        await store.AccountsAsync(org, scan, new(null, 0, 1) { Only = account }, cancellationToken) is [var only, ..] ? only : null;

    /// <summary>What a scan calls some accounts: those that it saw.</summary>
    public static async Task<IReadOnlyDictionary<AccountId, string>> NamesAsync(this IStore store, OrgId org, ScanId scan, IEnumerable<AccountId> accounts, CancellationToken cancellationToken)
    {
        var names = new Dictionary<AccountId, string>();
        foreach (var account in accounts)
        {
            if (await store.TryGetAccountAsync(org, scan, account, cancellationToken) is { } known)
                names[account] = known.Name;
        }

        return names;
    }

    /// <summary>A scan; null when there is none of that id.</summary>
    public static async Task<Scan?> TryGetScanAsync(this IStore store, OrgId org, ScanId scan, CancellationToken cancellationToken) =>
        await store.ScansAsync(org, new(1, scan), cancellationToken) is [var only, ..] ? only : null;

    /// <summary>A run; null when there is none of that id.</summary>
    public static async Task<Run?> TryGetRunAsync(this IStore store, OrgId org, RunId run, CancellationToken cancellationToken) =>
        await store.RunsAsync(org, new(1, run), cancellationToken) is [var only, ..] ? only : null;

    /// <summary>What the scan's requests listed.</summary>
    /// <param name="naming">Where only what names one account is of use, that account.</param>
    public static async IAsyncEnumerable<Listing> AllListingsAsync(this IStore store, OrgId org, ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken, AccountId? naming = null)
    {
        for (var from = 0; await store.ListingsAsync(org, scan, new(from, ListingsARead, naming), cancellationToken) is { Count: > 0 } listings; from = listings[^1].Number + 1)
        {
            foreach (var listing in listings)
                yield return listing;
        }
    }

    /// <summary>The scan's pages of accounts, from a number on.</summary>
    public static async IAsyncEnumerable<AccountPage> AllAccountPagesAsync(this IStore store, OrgId org, ScanId scan, int from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (; await store.AccountPagesAsync(org, scan, from, PagesARead, cancellationToken) is { Count: > 0 } pages; from = pages[^1].Number + 1)
        {
            foreach (var page in pages)
                yield return page;
        }
    }

    /// <summary>The scan's accounts.</summary>
    public static async IAsyncEnumerable<Account> AllAccountsAsync(this IStore store, OrgId org, ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in store.AllAccountPagesAsync(org, scan, 0, cancellationToken))
        {
            foreach (var account in page.Accounts)
                yield return account;
        }
    }
}
