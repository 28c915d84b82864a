using System.Text.Json.Nodes;
using Recoup.Emulator;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Scanning;
using Recoup.Server;
using Recoup.Server.Hosting;
using Recoup.Storage;
using Account = Recoup.Emulator.Account;
using Product = Recoup.Emulator.Product;
using Resource = Recoup.Emulator.Resource;
using Role = Recoup.Emulator.Role;

namespace Recoup.Perf;

/// <summary>
/// The least number of requests that a scan can do with (RULES 7), worked out from the emulated organisation as it really
/// is, beside what a scan sent. What depends on findings, who was worth asking about, comes from the scan.
/// </summary>
internal sealed class Least
{
    private const int APage = 100;
    private const double Limit = 1.05;

    private static readonly Role[] Billable = [Role.User, Role.Admin];

    private readonly Organisation _truth;
    private readonly Scan _scan;
    private readonly Dictionary<(Resource Resource, Role Role), Holders> _holders;

    private Least(Organisation truth, Scan scan)
    {
        (_truth, _scan) = (truth, scan);
        _holders = truth.Resources.SelectMany(_ => Billable, (resource, role) => (resource, role)).ToDictionary(pair => pair, _ => new Holders());
        foreach (var account in truth.Accounts.Where(a => a is { Status: AccountStatus.Active, Membership: MembershipStatus.Active }))
            Count(account);
    }

    /// <param name="data">The data folder of a finished scan, the newest one in it.</param>
    /// <param name="file">The recorded requests of a scan of the same organisation.</param>
    /// <param name="users">What the emulator was started with.</param>
    /// <param name="seed">What the emulator was started with.</param>
    /// <param name="figures">Takes the figures as JSON.</param>
    public static async Task RunAsync(string data, string file, int users, int seed, string figures)
    {
        await using var workplace = await Workplace.OpenAsync(data, CommandHost.System, CancellationToken.None);
        var org = (await workplace.Store.OrganizationsAsync(CancellationToken.None)).Single();
        var scan = (await workplace.Store.ScansAsync(org, new(1), CancellationToken.None))[0];
        if (scan.Status != ScanStatus.Complete)
            throw new InvalidOperationException($"The scan is {scan.Status}: {string.Join("; ", scan.Survey.Missing)}");
        var recorded = RecordedRequest.Read(file).ToList();
        if (recorded.Count != scan.RequestCount)
            throw new InvalidOperationException($"The recorded scan sent {recorded.Count} requests, this one {scan.RequestCount}.");

        // The people are the same whatever the moment; only dates move with it, and none is looked at here.
        var least = new Least(Organisation.Generate(users, seed, scan.StartedAt), scan);
        var listed = recorded.Where(r => r.Phase == ScanPhase.People).Max(r => r.StartAt);
        var phases = least.ByPhase(listed, await CandidatesAsync(workplace.Store, scan, least._truth).ToListAsync());
        await File.WriteAllTextAsync(figures, Write(scan, phases).ToJsonString());
    }

    /// <summary>The least by phase. For the holders of roles there are two: what a filter of the API can give, and what only one for direct roles could, which there is none of.</summary>
    /// <param name="listed">People on the list of the connected site.</param>
    /// <param name="candidates">Who was asked about.</param>
    private Dictionary<ScanPhase, (int Least, int Literal)> ByPhase(int listed, List<Account> candidates)
    {
        var differing = _holders.Values.Where(h => h.Direct > 0).ToList();
        var (sweep, batches) = Issues(candidates);
        var alone = candidates.Sum(c => (HasUnexplainedRole(c) ? 1 : 0) + (c.Managed ? (c.Source == ManagementSource.None ? 2 : 1) : 0));
        return new()
        {
            [ScanPhase.Preflight] = Same(5 + _scan.Survey.ActivitySites.Count),
            [ScanPhase.Groups] = Same(_holders.Keys.Sum(k => 1 + Pages(_truth.Groups.Count(g => g.Grants.Contains(new(k.Resource, k.Role)))))),
            [ScanPhase.Managed] = Same(Refused("GET users:") ? 1 : Pages(_truth.Accounts.Count(a => a.Managed))),
            [ScanPhase.Events] = Same(Refused("GET event-actions:") ? 1 : 3),
            [ScanPhase.People] = Same(Pages(listed, JiraApi.PeoplePerPage) + 1),
            [ScanPhase.Inventory] = Same(Pages(_truth.Accounts.Count)),
            [ScanPhase.Entitlement] = (differing.Sum(h => Pages(h.Counted)), differing.Sum(h => Pages(h.Direct))),
            [ScanPhase.Sweep] = Same(_scan.Activity.Count(a => a.Issues > 0) + sweep),
            [ScanPhase.Probes] = Same(alone + batches),
        };
    }

    /// <summary>The cheaper of the two ways to learn of issues, site by site.</summary>
    private (int Sweep, int Batches) Issues(List<Account> candidates)
    {
        var (sweep, batches) = (0, 0);
        foreach (var plan in _scan.Activity)
        {
            var jira = _truth.Sites.First(s => s.CloudId == plan.Site.Value).Resources.Where(r => r.Product != Product.Confluence).ToList();
            var all = Pages(plan.Issues);
            var some = (candidates.Count(c => jira.Exists(c.HoldsSeat)) + JiraApi.MostPeople - 1) / JiraApi.MostPeople;
            if (some == 0 || !plan.Sweep)
                batches += Math.Min(all, some);
            else
                sweep += Math.Min(all, some);
        }

        return (sweep, batches);
    }

    /// <summary>A list that the key may not read, or that is not there, costs the one request that is refused.</summary>
    private bool Refused(string operation) => _scan.Survey.NotReadable.Any(n => n.Contains($"({operation}", StringComparison.Ordinal));

    private void Count(Account account)
    {
        var granted = account.Groups.SelectMany(g => g.Grants).ToHashSet();
        foreach (var (resource, role) in _holders.Keys)
        {
            var explained = granted.Contains(new(resource, role));
            var direct = account.DirectRole(resource) == role;
            if (explained || direct)
                _holders[(resource, role)].Counted++;
            if (direct && !explained)
                _holders[(resource, role)].Direct++;
        }
    }

    private bool HasUnexplainedRole(Account account) =>
        _holders.Keys.Any(k => account.DirectRole(k.Resource) == k.Role && !account.Groups.Any(g => g.Grants.Contains(new(k.Resource, k.Role))));

    private static async IAsyncEnumerable<Account> CandidatesAsync(SqlStore store, Scan scan, Organisation truth)
    {
        for (var from = 0; await store.AccountPagesAsync(scan.Org, scan.Id, from, APage, CancellationToken.None) is { Count: > 0 } pages; from += pages.Count)
        {
            foreach (var account in pages.SelectMany(p => p.Accounts).Where(a => a.Probes is not null))
                yield return truth.Accounts.Find(account.Id.Value)!.Value;
        }
    }

    private static JsonObject Write(Scan scan, Dictionary<ScanPhase, (int Least, int Literal)> phases)
    {
        var (sent, least, literal) = (scan.RequestCount, phases.Values.Sum(p => p.Least), phases.Values.Sum(p => p.Literal));
        Console.WriteLine($"Requests of a scan of {scan.Accounts:N0} accounts, {scan.Candidates:N0} of them asked about, beside the least possible:\n");
        Console.WriteLine($"  {"",-12} {"sent",9} {"least",9} {"literal",9}");
        foreach (var (phase, (few, fewer)) in phases)
            Console.WriteLine($"  {phase,-12} {scan.Requests.GetValueOrDefault(phase),9:N0} {few,9:N0} {fewer,9:N0}");
        Console.WriteLine($"  {"in all",-12} {sent,9:N0} {least,9:N0} {literal,9:N0}");
        Console.WriteLine($"  {"ratio",-12} {"",9} {Ratio(sent, least),9:0.000} {Ratio(sent, literal),9:0.000}   at most {Limit:0.00}\n");
        Console.WriteLine("  literal: where a count differs, as if pages held direct holders alone. No filter of the API gives only those.");
        return new JsonObject
        {
            ["accounts"] = scan.Accounts,
            ["candidates"] = scan.Candidates,
            ["requests"] = new JsonObject(phases.Keys.Select(p => KeyValuePair.Create($"{p}".ToLowerInvariant(), (JsonNode?)scan.Requests.GetValueOrDefault(p)))),
            ["sent"] = sent,
            ["least"] = least,
            ["leastLiteral"] = literal,
            ["requestRatio"] = Ratio(sent, least),
            ["requestRatioLiteral"] = Ratio(sent, literal),
        };
    }

    private static double Ratio(int sent, int least) => Math.Round((double)sent / least, 4);

    private static (int Least, int Literal) Same(int requests) => (requests, requests);

    /// <summary>An empty list costs a page too.</summary>
    private static int Pages(int things, int each = APage) => Math.Max(1, (things + each - 1) / each);

    private sealed class Holders
    {
        /// <summary>By any path.</summary>
        public int Counted { get; set; }

        /// <summary>By no group.</summary>
        public int Direct { get; set; }
    }
}
