using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Server.Hosting;
using Recoup.Server.Output;
using Recoup.Storage;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup users list</c> and <c>recoup users show ACCOUNT</c>.</summary>
internal static class UsersVerb
{
    private static readonly IReadOnlyList<Column<UserResult>> Columns =
    [
        new("Name", u => u.DisplayName, Wide: 32),
        new("Address", u => u.Email ?? "", Wide: 36),
        new("Status", u => u.Status),
        new("Kind", u => u.Kind.ToString().ToLowerInvariant()),
        new("Seats", u => string.Join(", ", u.Seats.Select(s => s.Product.Name).Distinct())),
        new("Account", u => u.AccountId.Value, Whole: true),
    ];

    public static Command Create(CommandHost host) => new("users", "Accounts as the last scan or import saw them") { List(host), Show(host) };

    private static Command List(CommandHost host)
    {
        var search = new Option<string?>("--search") { Description = "Part of a name, address or account id", HelpName = "T" };
        var most = new Option<int?>("--max") { Description = "At most so many", HelpName = "N" };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--max takes 1 or more.");
        });
        var list = new Command("list", "Accounts by name") { search, most };
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var accounts = await workplace.Store.AccountsAsync(org, scan.Id, new UserQuery(parsed.GetValue(search), 0, parsed.GetValue(most) ?? int.MaxValue), cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), [.. accounts.Select(UserResult.Of)], Columns, OutputJson.Readable.IReadOnlyListUserResult, "Nobody matches.");
            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Show(CommandHost host)
    {
        var account = new Argument<string>("ACCOUNT") { Description = "An account id" };
        var show = new Command("show", "Everything kept about one account, and what was found about it") { account };
        var data = DataOptions.On(show);
        var format = FormatOption.On(show, rows: false);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var id = new AccountId(parsed.GetRequiredValue(account));
            var scan = await Shown.TryGetAsync(workplace.Store, org, cancellationToken);
            var record = await PersonAsync(workplace, org, scan, id, cancellationToken);
            if (record.IsEmpty)
                throw new UserException($"Nothing is kept about an account {id}. Look it up with: recoup users list --search NAME");
            if (format.Of(parsed) == OutputFormat.Json)
                await Results.WriteJsonAsync(host, record, OutputJson.Readable.UserRecordResult);
            else
                await UserText.WriteAsync(host, id, scan, record);
            return ExitCode.Ok;
        });
        return show;
    }

    /// <summary>Everything kept about one person, wherever it is kept (P27).</summary>
    private static async Task<UserRecordResult> PersonAsync(Workplace workplace, OrgId org, Scan? scan, AccountId id, CancellationToken cancellationToken)
    {
        var store = workplace.Store;
        var account = scan is null ? null : await store.TryGetAccountAsync(org, scan.Id, id, cancellationToken);
        // A scan that was stopped keeps what it read until the next one ends.
        var unfinished = await store.ScansAsync(org, 1, cancellationToken) is [{ Status: ScanStatus.Running } running] ? running : null;
        var also = unfinished is null ? null : await store.TryGetAccountAsync(org, unfinished.Id, id, cancellationToken);
        var findings = await store.RecommendationsOfAsync(org, [id], cancellationToken);
        var people = await store.PeopleAsync(org, cancellationToken);
        string[] addresses = [.. new[] { account?.Email, also?.Email }.OfType<string>().Select(e => e.ToLowerInvariant())];
        return new(
            account,
            also,
            [
                .. scan is null ? [] : await ListedAsync(store, org, scan.Id, id, cancellationToken),
                .. unfinished is null ? [] : await ListedAsync(store, org, unfinished.Id, id, cancellationToken),
            ],
            [.. findings.OrderByDescending(f => f.Tier).ThenBy(f => f.Rule, StringComparer.Ordinal)],
            (await store.HoldsAsync(org, cancellationToken)).FirstOrDefault(h => h.Account == id),
            (await store.SettingsAsync(org, cancellationToken)).BillingContact == id,
            [.. account?.Email is { } email ? (await store.TryGetConnectionAsync(org, cancellationToken))?.Sites.Where(s => s.Email == email).Select(s => s.Url) ?? [] : []],
            await AuditVerb.AboutAsync(store, org, id, cancellationToken),
            [.. people.Rows.Where(p => p.IsAbout(id, addresses)).Select(p => new ListedResult(people.AsOf, p))],
            await store.PlansAsync(org, new(int.MaxValue, id), cancellationToken),
            await store.RunRowsAsync(org, new() { Account = id }, cancellationToken));
    }

    /// <summary>What a scan's lists say about one person, in words: they are kept beside the accounts, by page.</summary>
    private static async Task<IReadOnlyList<string>> ListedAsync(SqlStore store, OrgId org, ScanId scan, AccountId id, CancellationToken cancellationToken)
    {
        var listed = new List<string>();
        await foreach (var page in store.AllListingsAsync(org, scan, cancellationToken))
        {
            listed.AddRange(page.Direct.Where(d => d.Account == id).Select(d => $"holds {d.Role} on {d.Resource} without a group"));
            listed.AddRange(page.Guard.Where(g => g.Account == id).Select(g => $"Atlassian Guard {(g.Billable ? "bills" : "does not bill")} it"));
            listed.AddRange(page.Given.Where(g => g.Account == id).Select(g => $"was given access on {PlainText.Moment(g.At)}"));
            listed.AddRange(page.OnSites.Where(l => l.Account == id).Select(l => $"site {l.Site} lists it as active"));
            listed.AddRange(page.Suspended.Where(s => s.Account == id).Select(s => $"suspended in directory {s.Directory}"));
            listed.AddRange(page.Leads.Where(l => l.Account == id).Select(l => $"leads project {l.Project} of site {l.Site}"));
            listed.AddRange(page.Serving.Where(s => s.Account == id).Select(s => $"has a role in a service project of site {s.Site}"));
            listed.AddRange(page.Issues.Where(i => i.Account == id).Select(i => $"issues on site {i.Site}: reported {i.Reported}, assigned {i.Assigned}"));
        }

        return listed;
    }
}
