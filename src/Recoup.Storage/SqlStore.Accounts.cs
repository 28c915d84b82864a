using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    public Task SaveAccountsAsync(Scan checkpoint, IReadOnlyList<AccountPage> pages, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async work =>
            {
                await WriteScanAsync(work, checkpoint);
                await WritePagesAsync(work, checkpoint.Org.Value, checkpoint.Id.Value, pages);
            },
            cancellationToken);

    public Task<IReadOnlyList<AccountPage>> AccountPagesAsync(OrgId org, ScanId scan, int from, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AccountPage>>(
            async work =>
            {
                var rows = await work.ListAsync<AccountRow>(
                    """
                    select p.page as page, a.doc as doc
                    from (select org_id, scan_id, page from account_pages
                          where org_id = @org and scan_id = @scan and page >= @from order by page limit @most) p
                    left join accounts a on a.org_id = p.org_id and a.scan_id = p.scan_id and a.page = p.page
                    order by p.page, a.position
                    """,
                    new { org = org.Value, scan = scan.Value, from, most });
                return [.. rows.GroupBy(row => row.Page, row => row.Doc).Select(page => new AccountPage(page.Key, Read(page.OfType<string>(), CoreJson.Default.Account)))];
            },
            cancellationToken);

    public Task<IReadOnlyList<Account>> AccountsAsync(OrgId org, ScanId scan, UserQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Account>>(
            async work =>
            {
                if (query.Only is { } only)
                {
                    return Read(
                        await work.ListAsync<string>(
                            // By the key alone, or SQLite goes through every account of the scan.
                            """
                            with keyed as materialized (select * from accounts where account_key = @key)
                            select doc from keyed where org_id = @org and scan_id = @scan and account_id = @account order by page, position limit 1
                            """,
                            new { key = only.Number, org = org.Value, scan = scan.Value, account = only.Value }),
                        CoreJson.Default.Account);
                }

                if (AccountFilter.IsByNameAlone(query) && await LastPlaceAsync(work, org.Value, scan.Value) is { } last)
                    return Read(await InOrderAsync(work, org.Value, scan.Value, query, last), CoreJson.Default.Account);
                var (where, values) = AccountFilter.Of(org, scan, query);
                values.AddDynamicParams(new { take = query.Take, skip = query.Skip });
                var order = AccountFilter.Order(query);
                return Read(
                    await work.ListAsync<string>(
                        $"""
                        select a.doc
                        from (select page, position, account_id, sort_name, last_use, added from account_rows f where {where} order by {order} limit @take offset @skip) f
                        join accounts a on a.org_id = @org and a.scan_id = @scan and a.page = f.page and a.position = f.position
                        order by {order}
                        """,
                        values),
                    CoreJson.Default.Account);
            },
            cancellationToken);

    /// <summary>How many accounts a query finds in all, whatever part of them it takes.</summary>
    public Task<int> CountAsync(OrgId org, ScanId scan, UserQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(
            work =>
            {
                var (where, values) = AccountFilter.Of(org, scan, query);
                return work.TryGetAsync<int>($"select count(*) from account_rows where {where}", values);
            },
            cancellationToken);

    public Task DeleteAccountsExceptAsync(OrgId org, ScanId kept, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async work =>
            {
                foreach (var table in (string[])[.. AccountTables, .. ScanTables])
                    await work.ExecuteAsync($"delete from {table} where org_id = @org and scan_id <> @kept", new { org = org.Value, kept = kept.Value });
                // Only of a scan that has ended are others forgotten.
                await OrderAsync(work, org.Value, kept.Value);
            },
            cancellationToken);

    private static Task<int?> LastPlaceAsync(Work work, string org, string scan) =>
        work.TryGetAsync<int?>("select max(place) from account_order where org_id = @org and scan_id = @scan", new { org, scan });

    private static Task<IEnumerable<string>> InOrderAsync(Work work, string org, string scan, UserQuery query, int last)
    {
        var (skip, take) = ((long)query.Skip, (long)query.Take);
        var (from, to) = query.Backwards ? (last - skip - take + 1, last - skip) : (skip + 1, skip + take);
        return work.ListAsync<string>(
            $"""
            select a.doc
            from account_order f
            join accounts a on a.org_id = @org and a.scan_id = @scan and a.page = f.page and a.position = f.position
            where f.org_id = @org and f.scan_id = @scan and f.place between @from and @to
            order by f.place {(query.Backwards ? "desc" : "")}
            """,
            new { org, scan, from, to });
    }

    /// <summary>Keeps the order of names of a scan that has ended, and of no other.</summary>
    private static async Task OrderAsync(Work work, string org, string scan)
    {
        await work.ExecuteAsync("delete from account_order where org_id = @org", new { org });
        await work.ExecuteAsync(
            """
            insert into account_order (org_id, scan_id, place, page, position)
            select org_id, scan_id, row_number() over (order by sort_name, account_id), page, position from account_rows where org_id = @org and scan_id = @scan
            """,
            new { org, scan });
    }

    private static async Task WritePagesAsync(Work work, string org, string scan, IReadOnlyList<AccountPage> pages)
    {
        await work.ExecuteAsync("delete from account_order where org_id = @org and scan_id = @scan", new { org, scan });
        foreach (var page in pages.Where(p => p.Changed is { Count: > 0 }))
        {
            foreach (var table in AccountTables)
                await work.ExecuteAsync($"delete from {table} where org_id = @org and scan_id = @scan and page = @page and position in ({string.Join(',', page.Changed!)})", new { org, scan, page = page.Number });
        }

        var whole = pages.Where(p => p.Changed is null).ToList();
        if (whole.Count > 0)
        {
            // A page that is written again may be shorter than before.
            var numbers = string.Join(',', whole.Select(p => p.Number));
            foreach (var table in AccountTables)
                await work.ExecuteAsync($"delete from {table} where org_id = @org and scan_id = @scan and page in ({numbers})", new { org, scan });
            await work.ExecuteAsync($"delete from account_pages where org_id = @org and scan_id = @scan and page in ({numbers})", new { org, scan });
            await work.InsertAsync("account_pages", ["org_id", "scan_id", "page"], whole.Select(page => new object?[] { org, scan, page.Number }));
        }

        await work.InsertAsync(
            "accounts",
            ["org_id", "scan_id", "page", "position", "account_id", "account_key", "doc"],
            Written(a => [a.Id.Value, a.Id.Number, Write(a, CoreJson.Default.Account)]));
        await work.InsertAsync(
            "account_rows",
            ["org_id", "scan_id", "page", "position", "account_id", "sort_name", "search", "kind", "status", "claim", "products", "sites", "last_use", "added"],
            Written(a =>
            [
                a.Id.Value, Folded.SortName(a.Name), Folded.Search(a), a.Kind.Value.ToString(), Folded.Clean(a.Status), a.Claim is { } claim ? Folded.Clean(claim) : null,
                Folded.Lines(a.Seats.Select(s => s.Product.Value)), Folded.Lines(a.Seats.Select(s => s.Site.Value)),
                a.LastUse.HasValue ? a.LastUse.At.ToUnixTimeMilliseconds() : null, a.AddedToOrg?.ToUnixTimeMilliseconds(),
            ]));

        IEnumerable<object?[]> Written(Func<Account, object?[]> columns) =>
            from page in pages
            from i in page.Changed ?? Enumerable.Range(0, page.Accounts.Count)
            select (object?[])[org, scan, page.Number, i, .. columns(page.Accounts[i])];
    }

    /// <summary>A record, and beside it the few columns that lists are filtered and sorted by.</summary>
    private static readonly string[] AccountTables = ["accounts", "account_rows"];

    private static readonly string[] ScanTables = ["account_pages", "listings"];

    private sealed record AccountRow
    {
        public int Page { get; init; }

        /// <summary>Null for a page without accounts.</summary>
        public string? Doc { get; init; }
    }
}
