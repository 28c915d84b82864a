using System.Runtime.CompilerServices;
using Recoup.Core.Directory;

namespace Recoup.Engine;

/// <summary>Everything of one kind that a scan stored, in order; read some at a time, so that memory stays flat.</summary>
public static class StoredPages
{
    private const int ListingsARead = 100;
    private const int PagesARead = 10;

    /// <summary>What the scan's requests listed.</summary>
    public static async IAsyncEnumerable<Listing> AllListingsAsync(this IStore store, OrgId org, ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var from = 0; await store.ListingsAsync(org, scan, from, ListingsARead, cancellationToken) is { Count: > 0 } listings; from = listings[^1].Number + 1)
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
