using System.Text;
using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Forge.Kvs;

/// <summary>
/// Accounts: a page is kept in slices of about 10 KB, the unit that reads are counted in, with an index of the page beside them.
/// A list reads the indexes, and of the accounts only those that it shows.
/// </summary>
public sealed partial class KvsStore
{
    private const int AccountsASlice = 10;
    private const int AccountsAPlace = 500;

    public async Task SaveAccountsAsync(Scan checkpoint, IReadOnlyList<AccountPage> pages, CancellationToken cancellationToken)
    {
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                await LoadCheckpointAsync(attempt, checkpoint, PagesKey(checkpoint.Org, checkpoint.Id));
                await PutPagesAsync(attempt, checkpoint.Org, checkpoint.Id, pages);
                await CheckpointAsync(attempt, checkpoint);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<AccountPage>> AccountPagesAsync(OrgId org, ScanId scan, int from, int most, CancellationToken cancellationToken)
    {
        var pages = (await PagesAsync(org, scan, cancellationToken)).Seen.Where(p => p.Key >= from).Take(most).ToList();
        var slices = await kvs.ManyAsync(pages.SelectMany(p => SliceKeys(org, scan, p.Key, p.Value)), cancellationToken);
        return [.. pages.Select(p => new AccountPage(p.Key, [.. SliceKeys(org, scan, p.Key, p.Value).SelectMany(key => Slice(slices, key))]))];
    }

    public async Task<IReadOnlyList<Account>> AccountsAsync(OrgId org, ScanId scan, UserQuery query, CancellationToken cancellationToken)
    {
        var search = query.Search is { } text ? Words.Fold(text) : null;
        var pages = await PagesAsync(org, scan, cancellationToken);
        // Where one account is, stands apart: the indexes of all pages would tell it too, and are a hundred times as much to read.
        if (query.Only is { } only && pages is { Places: > 0, IsGone: false })
        {
            var there = await PlaceAsync(org, scan, pages.Places, only, cancellationToken);
            return [.. there.Where(a => AccountRow.Of(a, 0, 0).Passes(query, search)).Skip(query.Skip).Take(query.Take)];
        }

        var rows = await RowsAsync(org, scan, pages, cancellationToken);
        List<AccountRow> wanted = [.. rows.Where(r => r.Passes(query, search)).Order(AccountRow.Order(query)).Skip(query.Skip).Take(query.Take)];
        var slices = await kvs.ManyAsync(wanted.Select(r => SliceKey(org, scan, r.Page, r.Slice)), cancellationToken);
        var accounts = slices.Keys.ToDictionary(key => key, key => Slice(slices, key));
        return [.. wanted.Select(r => accounts.GetValueOrDefault(SliceKey(org, scan, r.Page, r.Slice))?.FirstOrDefault(a => a.Id == r.Id)).OfType<Account>()];
    }

    public async Task DeleteAccountsExceptAsync(OrgId org, ScanId kept, CancellationToken cancellationToken)
    {
        foreach (var scan in (await Lists.ReadAsync(kvs, org, Lists.Scans, cancellationToken)).Select(e => new ScanId(e.Id)).Where(id => id != kept))
            await ForgetScanAsync(org, scan, cancellationToken);
        await WritePlacesAsync(org, kept, cancellationToken);
    }

    /// <summary>Removes what a scan read of accounts and entitlements.</summary>
    /// <returns>How many accounts it had.</returns>
    private async Task<int> ForgetScanAsync(OrgId org, ScanId scan, CancellationToken cancellationToken)
    {
        string pagesKey = PagesKey(org, scan), countKey = CountKey(org, scan);
        var there = await kvs.ManyStampedAsync([pagesKey, countKey], cancellationToken);
        if (there.Count == 0)
            return 0;
        // Unseen first, then removed, and the list that tells what there was last: whatever breaks off can be repeated.
        var pages = await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var known = await attempt.TryReadAsync(pagesKey, KvsJson.Default.ScanPages);
                if (known is { IsGone: false })
                    await attempt.PutAsync(pagesKey, known with { IsGone = true }, KvsJson.Default.ScanPages);
                return known ?? ScanPages.None;
            },
            cancellationToken);
        var listings = (await kvs.TryReadStampedAsync(countKey, KvsJson.Default.Count, cancellationToken))?.Value ?? 0;
        await kvs.DeleteAsync(
            [
                .. pages.Pages.SelectMany(p => SliceKeys(org, scan, p.Key, p.Value).Concat(RowKeys(org, scan, p.Key, p.Value.Rows))),
                .. Enumerable.Range(0, pages.Places).Select(place => PlaceKey(org, scan, place)),
                .. Enumerable.Range(0, listings).Select(number => ListingKey(org, scan, number)),
            ],
            cancellationToken);
        await kvs.DeleteAsync(await kvs.KeysAsync(Keys.Of(org, "accounts", scan.Value, ""), cancellationToken), cancellationToken);
        await DropAsync([pagesKey, countKey], cancellationToken);
        return pages.Pages.Values.Sum(p => p.Accounts);
    }

    /// <summary>Writes a page anew without a checkpoint.</summary>
    private Task RewritePageAsync(OrgId org, ScanId scan, AccountPage page, CancellationToken cancellationToken) =>
        Attempt.MakeAsync(kvs, attempt => PutPagesAsync(attempt, org, scan, [page]), cancellationToken);

    private Task DropAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                await attempt.LoadAsync(keys);
                foreach (var key in keys)
                    await attempt.DropAsync(key);
            },
            cancellationToken);

    private static async Task PutPagesAsync(Attempt attempt, OrgId org, ScanId scan, IReadOnlyList<AccountPage> pages)
    {
        var key = PagesKey(org, scan);
        var known = await attempt.TryReadAsync(key, KvsJson.Default.ScanPages);
        if (known is null)
        {
            // So that what a save leaves that breaks off is found and removed with the scan.
            await attempt.PutAsync(key, known = ScanPages.None, KvsJson.Default.ScanPages);
            await attempt.SaveAsync();
        }

        SortedDictionary<int, PageParts> parts = known.IsGone ? [] : new(known.Pages);
        // Where each account is, will have to be written down anew.
        for (var place = 0; place < known.Places; place++)
            attempt.Delete(PlaceKey(org, scan, place));
        foreach (var page in pages)
            parts[page.Number] = WritePage(attempt, org, scan, page, parts.GetValueOrDefault(page.Number));
        await attempt.PutAsync(key, new() { Pages = parts }, KvsJson.Default.ScanPages);
    }

    private static PageParts WritePage(Attempt attempt, OrgId org, ScanId scan, AccountPage page, PageParts? before)
    {
        var each = AccountsASlice;
        string[] slices;
        while (true)
        {
            slices = [.. page.Accounts.Chunk(each).Select(some => JsonSerializer.Serialize(some, CoreJson.Default.IReadOnlyListAccount))];
            if (each == 1 || slices.All(json => Encoding.UTF8.GetByteCount(json) <= Parts.Bytes))
                break;
            each = Math.Max(1, each / 2);
        }

        var rows = Parts.Of([.. page.Accounts.Select((account, i) => AccountRow.Of(account, page.Number, i / each))], AccountCells.Write).ToList();
        var now = new PageParts(page.Accounts.Count, each, rows.Count);
        // Of a page that differs in some accounts the other slices are there already.
        var changed = page.Changed is { } places && now == before ? places.Select(place => place / each).ToHashSet() : null;
        for (var i = 0; i < slices.Length; i++)
        {
            if (changed?.Contains(i) != false)
                attempt.Set(SliceKey(org, scan, page.Number, i), slices[i]);
        }

        foreach (var (key, json) in RowKeys(org, scan, page.Number, rows.Count).Zip(rows))
            attempt.Set(key, json);
        foreach (var key in before is null ? [] : SliceKeys(org, scan, page.Number, before).Skip(slices.Length).Concat(RowKeys(org, scan, page.Number, before.Rows).Skip(rows.Count)))
            attempt.Delete(key);
        return now;
    }

    private async Task<ScanPages> PagesAsync(OrgId org, ScanId scan, CancellationToken cancellationToken) =>
        await kvs.TryReadStampedAsync(PagesKey(org, scan), KvsJson.Default.ScanPages, cancellationToken) ?? ScanPages.None;

    /// <summary>The indexes of all pages.</summary>
    private async Task<IReadOnlyList<AccountRow>> RowsAsync(OrgId org, ScanId scan, ScanPages pages, CancellationToken cancellationToken)
    {
        var rows = await kvs.ManyAsync(pages.Seen.SelectMany(p => RowKeys(org, scan, p.Key, p.Value.Rows)), cancellationToken);
        return
        [
            .. pages.Seen.SelectMany(p => RowKeys(org, scan, p.Key, p.Value.Rows).Select(rows.GetValueOrDefault).OfType<string>()
                .SelectMany(json => JsonSerializer.Deserialize(json, KvsJson.Default.AccountCells)!.Read(p.Key))),
        ];
    }

    /// <summary>Writes down where each account is, once the pages are not expected to change any more.</summary>
    private async Task WritePlacesAsync(OrgId org, ScanId scan, CancellationToken cancellationToken)
    {
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var key = PagesKey(org, scan);
                if (await attempt.TryReadAsync(key, KvsJson.Default.ScanPages) is not { Places: 0, IsGone: false } pages)
                    return;
                var rows = await RowsAsync(org, scan, pages, cancellationToken);
                var count = (rows.Count + AccountsAPlace - 1) / AccountsAPlace;
                foreach (var place in rows.GroupBy(r => Keys.Bucket(r.Id.Value, count)))
                    attempt.Set(PlaceKey(org, scan, place.Key), place.GroupBy(r => r.Id.Value).ToDictionary(g => g.Key, g => $"{Keys.Number(g.Last().Page)}:{Keys.Number(g.Last().Slice)}"), KvsJson.Default.DictionaryStringString);
                await attempt.PutAsync(key, pages with { Places = count }, KvsJson.Default.ScanPages);
            },
            cancellationToken);
    }

    private async Task<IEnumerable<Account>> PlaceAsync(OrgId org, ScanId scan, int places, AccountId account, CancellationToken cancellationToken)
    {
        var place = await kvs.TryReadAsync(PlaceKey(org, scan, Keys.Bucket(account.Value, places)), KvsJson.Default.DictionaryStringString, cancellationToken);
        if (place?.GetValueOrDefault(account.Value)?.Split(':') is not [var page, var slice] || !int.TryParse(page, out var number) || !int.TryParse(slice, out var part))
            return [];
        var found = await kvs.ReadAsync([SliceKey(org, scan, number, part)], CoreJson.Default.IReadOnlyListAccount, cancellationToken);
        return found.SelectMany(accounts => accounts).Where(a => a.Id == account);
    }

    private static IReadOnlyList<Account> Slice(Dictionary<string, string> slices, string key) =>
        slices.GetValueOrDefault(key) is { } json ? JsonSerializer.Deserialize(json, CoreJson.Default.IReadOnlyListAccount)! : [];

    private static string PagesKey(OrgId org, ScanId scan) => Keys.Of(org, "accounts", scan.Value);

    private static string PlaceKey(OrgId org, ScanId scan, int place) => Keys.Of(org, "accounts", scan.Value, "place", Keys.Number(place));

    private static string SliceKey(OrgId org, ScanId scan, int page, int slice) => Keys.Of(org, "accounts", scan.Value, Keys.Number(page), Keys.Number(slice));

    private static IEnumerable<string> SliceKeys(OrgId org, ScanId scan, int page, PageParts parts) =>
        Enumerable.Range(0, parts.Slices).Select(slice => SliceKey(org, scan, page, slice));

    private static IEnumerable<string> RowKeys(OrgId org, ScanId scan, int page, int rows) =>
        Enumerable.Range(0, rows).Select(part => Keys.Of(org, "accounts", scan.Value, Keys.Number(page), "rows", Keys.Number(part)));
}
