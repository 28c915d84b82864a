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
            async work => Read(
                query.Only is { } only ? await work.ListAsync<string>(
                    "select doc from accounts where account_key = @key and org_id = @org and scan_id = @scan and account_id = @account order by page, position limit 1",
                    new { key = only.Number, org = org.Value, scan = scan.Value, account = only.Value })
                : await work.ListAsync<string>(
                    $"""
                    select a.doc
                    from (select page, position, sort_name, account_id from accounts
                          where org_id = @org and scan_id = @scan {(query.Search is null ? "" : "and search like @pattern escape '!'")}
                          order by sort_name, account_id limit @take offset @skip) f
                    join accounts a on a.org_id = @org and a.scan_id = @scan and a.page = f.page and a.position = f.position
                    order by f.sort_name, f.account_id
                    """,
                    new { org = org.Value, scan = scan.Value, pattern = Folded.Pattern(query.Search ?? ""), take = query.Take, skip = query.Skip }),
                CoreJson.Default.Account),
            cancellationToken);

    public Task DeleteAccountsExceptAsync(OrgId org, ScanId kept, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async work =>
            {
                await work.ExecuteAsync("delete from accounts where org_id = @org and scan_id <> @kept", new { org = org.Value, kept = kept.Value });
                await work.ExecuteAsync("delete from account_pages where org_id = @org and scan_id <> @kept", new { org = org.Value, kept = kept.Value });
                await work.ExecuteAsync("delete from listings where org_id = @org and scan_id <> @kept", new { org = org.Value, kept = kept.Value });
            },
            cancellationToken);

    private static async Task WritePagesAsync(Work work, string org, string scan, IReadOnlyList<AccountPage> pages)
    {
        foreach (var page in pages.Where(p => p.Changed is { Count: > 0 }))
            await work.ExecuteAsync($"delete from accounts where org_id = @org and scan_id = @scan and page = @page and position in ({string.Join(',', page.Changed!)})", new { org, scan, page = page.Number });
        var whole = pages.Where(p => p.Changed is null).ToList();
        if (whole.Count > 0)
        {
            // A page that is written again may be shorter than before.
            var numbers = string.Join(',', whole.Select(p => p.Number));
            await work.ExecuteAsync($"delete from accounts where org_id = @org and scan_id = @scan and page in ({numbers})", new { org, scan });
            await work.ExecuteAsync($"delete from account_pages where org_id = @org and scan_id = @scan and page in ({numbers})", new { org, scan });
            await work.InsertAsync("account_pages", ["org_id", "scan_id", "page"], whole.Select(page => new object?[] { org, scan, page.Number }));
        }

        await work.InsertAsync(
            "accounts",
            ["org_id", "scan_id", "page", "position", "account_id", "account_key", "sort_name", "search", "doc"],
            from page in pages
            from i in page.Changed ?? Enumerable.Range(0, page.Accounts.Count)
            let a = page.Accounts[i]
            select new object?[] { org, scan, page.Number, i, a.Id.Value, a.Id.Number, Folded.SortName(a.Name), Folded.Search(a), Write(a, CoreJson.Default.Account) });
    }

    private sealed record AccountRow
    {
        public int Page { get; init; }

        /// <summary>Null for a page without accounts.</summary>
        public string? Doc { get; init; }
    }
}
