using Recoup.Core.Directory;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Importing;

/// <summary>Takes a CSV export in place of a scan's reading phases; judging and closing then go the same way.</summary>
public static class Importer
{
    private const int AccountsAPage = 100;
    private const int PagesASave = 50;

    /// <summary>Reads a file, stores its accounts, and leaves a scan that is about to judge.</summary>
    /// <exception cref="ImportException">The file is none of the two exports, or cannot be read.</exception>
    public static async Task<Scan> ReadAsync(TextReader file, OrgId org, ScanId id, IStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var table = new CsvTable(file);
        var export = Recognised(table, now);
        var desk = new ScanDesk(store, atlassian: null, new(), time);
        var scan = new Scan
        {
            Org = org,
            Id = id,
            Phase = ScanPhase.Inventory,
            Survey = new Survey
            {
                Org = org,
                Scan = id,
                Now = now,
                Source = export.Source,
                ByDay = true,
                Sites = [.. export.Sites],
                TokensNotReadable = "a file does not hold them",
            },
        };
        // While one batch is saved the next is read.
        var saving = Task.CompletedTask;
        foreach (var batch in export.Accounts().Chunk(AccountsAPage * PagesASave))
        {
            // The managed export names its sites in the rows, so the list may have grown.
            scan = scan with { Survey = scan.Survey with { Sites = [.. export.Sites] } };
            var tally = new Tally(scan);
            foreach (var account in batch)
                tally.Add(account);
            AccountPage[] pages = [.. batch.Chunk(AccountsAPage).Select((accounts, i) => new AccountPage(scan.Pages + i, accounts))];
            scan = desk.Stamp(tally.Into(scan) with { Accounts = scan.Accounts + batch.Length, Pages = scan.Pages + pages.Length });
            await saving;
            saving = store.SaveAccountsAsync(scan, pages, cancellationToken);
        }

        await saving;
        if (scan.Accounts == 0)
            throw new ImportException("The file holds no account. Export the users again from admin.atlassian.com and import that file.");
        foreach (var skipped in export.Skipped)
            scan = scan.Missing(skipped);
        return desk.Stamp(scan).Enter(ScanPhase.Judging);
    }

    private static IExportFile Recognised(CsvTable table, DateTimeOffset now)
    {
        if (UsersExport.Fits(table))
            return new UsersExport(table, now);
        if (ManagedExport.Fits(table))
            return new ManagedExport(table, now);
        throw new ImportException(
            "This is neither a users export (it has the columns \"User id\", \"User name\", \"User status\") nor a managed-accounts export (\"Name\", \"Email\", \"Status\"). "
            + $"It has the columns: {string.Join(", ", table.Header.Take(8).Select(h => $"\"{h}\""))}{(table.Header.Count > 8 ? "…" : "")}. "
            + "Download one at admin.atlassian.com → Directory → Users (or Managed accounts) → Export.");
    }
}
