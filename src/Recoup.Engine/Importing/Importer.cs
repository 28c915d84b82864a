using Recoup.Core.Directory;
using Recoup.Core.Rules;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Importing;

/// <summary>Takes a CSV export in place of a scan's reading phases; rules, guards and closing are the same.</summary>
public static class Importer
{
    private const int AccountsAPage = 100;
    private const int PagesASave = 50;
    private const int JudgedASave = 2000;

    /// <summary>Reads a file, stores its accounts and what was found about them, and leaves a scan that is about to close.</summary>
    /// <exception cref="ImportException">The file is none of the two exports, or cannot be read.</exception>
    public static async Task<Scan> ReadAsync(TextReader file, OrgId org, ScanId id, ScanDesk desk, CancellationToken cancellationToken)
    {
        var now = desk.Time.GetUtcNow();
        using var table = new CsvTable(file);
        var export = Recognised(table, now);
        var survey = new Survey
        {
            Org = org,
            Scan = id,
            Now = now,
            Source = export.Source,
            ByDay = true,
            TokensNotReadable = "a file does not hold them",
        };
        var (scan, suspects) = await StoreAsync(new Scan { Org = org, Id = id, Phase = ScanPhase.Inventory, Survey = survey }, export, desk, cancellationToken);
        if (scan.Accounts == 0)
            throw new ImportException("The file holds no account. Export the users again from admin.atlassian.com and import that file.");
        foreach (var skipped in export.Skipped)
            scan = scan.Missing(skipped);
        await AddTwinsAsync(scan, suspects, desk, cancellationToken);
        return await JudgeAsync(scan.Enter(ScanPhase.Judging), suspects, desk, cancellationToken);
    }

    /// <summary>Stores every account, and keeps those in mind that a rule speaks of: the guards need to have seen everybody first.</summary>
    private static async Task<(Scan Scan, List<Account> Suspects)> StoreAsync(Scan scan, IExportFile export, ScanDesk desk, CancellationToken cancellationToken)
    {
        var suspects = new List<Account>();
        // While one batch is saved the next is read.
        var saving = Task.CompletedTask;
        foreach (var read in export.Accounts().Chunk(AccountsAPage * PagesASave))
        {
            // The managed export names its sites in the rows, so the list may have grown.
            scan = scan with { Survey = scan.Survey with { Sites = [.. export.Sites] } };
            var around = new Circumstances(scan.Survey, desk.Settings, [], (await desk.AroundAsync(scan, cancellationToken)).People);
            var judge = new Judge(around);
            var batch = Array.ConvertAll(read, a => a with { Kind = around.KindOf(a) });
            var (tally, usage, held) = (new Tally(scan), new UsageCounting(scan.Usage, around), scan.Held.Copy());
            held.Add(batch);
            foreach (var account in batch)
            {
                tally.Add(account);
                usage.Add(account);
                if (judge.HasFindings(account))
                    suspects.Add(account);
            }

            AccountPage[] pages = [.. batch.Chunk(AccountsAPage).Select((accounts, i) => new AccountPage(scan.Pages + i, accounts))];
            scan = desk.Stamp(tally.Into(scan) with { Held = held, Usage = usage.Total(), Accounts = scan.Accounts + batch.Length, Pages = scan.Pages + pages.Length });
            await saving;
            saving = desk.Store.SaveAccountsAsync(scan, pages, cancellationToken);
            foreach (var page in pages)
                await desk.NoticeAsync(scan, page, cancellationToken);
        }

        await saving;
        return (scan, suspects);
    }

    /// <summary>Who has two accounts is known only when everybody is.</summary>
    private static async Task AddTwinsAsync(Scan scan, List<Account> suspects, ScanDesk desk, CancellationToken cancellationToken)
    {
        var population = await desk.PopulationAsync(scan, cancellationToken);
        var known = suspects.Select(a => a.Id).ToHashSet();
        suspects.AddRange(population.Twins.Where(a => known.Add(a.Id)));
    }

    private static async Task<Scan> JudgeAsync(Scan scan, List<Account> suspects, ScanDesk desk, CancellationToken cancellationToken)
    {
        var saving = Task.CompletedTask;
        foreach (var batch in suspects.Chunk(JudgedASave))
        {
            (scan, var findings) = await Judging.JudgeAsync(scan, batch, desk, cancellationToken, usageIsCounted: true);
            await saving;
            saving = desk.Store.SaveRecommendationsAsync(scan, findings, cancellationToken);
        }

        await saving;
        // Groups and roles are not told by a file: what is left of the whole are subscriptions.
        return await Judging.EndAsync(scan, desk, cancellationToken);
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
