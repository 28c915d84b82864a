using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Plans;

/// <summary>A plan, or why there is none.</summary>
/// <param name="Plan">Null when it was refused.</param>
/// <param name="Refusal">Null when there is a plan.</param>
/// <param name="Skipped">What was asked for and stays out, also when nothing is left; in the order in which it was met.</param>
public sealed record PlanResult(Plan? Plan, Refusal? Refusal, IReadOnlyList<SkippedRow> Skipped);

/// <summary>
/// Makes a plan of what a scan found: only what is certain or probable and open, one row for each account. The same scan, policy,
/// prices and clock give the same bytes.
/// </summary>
public sealed class Planner
{
    /// <summary>Organisation admins that every organisation keeps (MARKET 3.3).</summary>
    private const int FewestAdmins = 2;

    private readonly PlanSources _sources;
    private readonly PlanRequest _request;
    private readonly DateTimeOffset _now;
    private readonly RowMaker _rows;
    private readonly Dictionary<AccountId, Hold> _holds = [];
    private readonly List<SkippedRow> _skipped = [];

    private Planner(PlanSources sources, PlanRequest request, DateTimeOffset now)
    {
        (_sources, _request, _now) = (sources, request, now);
        _rows = new(sources.Around, new(sources.Around.Tariff, sources.Held, now));
        foreach (var hold in sources.Holds.Where(h => h.IsLiveBetween(now, now + PlanHead.Lifetime)))
            _holds.TryAdd(hold.Account, hold);
    }

    /// <param name="sources">The scan.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="now">When the plan is made.</param>
    public static PlanResult Make(PlanSources sources, PlanRequest request, DateTimeOffset now) => new Planner(sources, request, now).Make();

    private PlanResult Make()
    {
        var held = _request.Targets.Keys.ToDictionary(p => p, Held);
        // One that is met wants nothing, and keeps nobody from the others.
        if (held.Count > 0 && _request.Targets.All(t => held[t.Key] <= t.Value))
        {
            var met = Targets.Select(t => $"{t.Key.Name} has {held[t.Key]} {Users(t.Key, held[t.Key])} already: for {t.Value} nothing has to be taken back");
            return new(null, new("target-met", string.Join("; ", met)), []);
        }

        List<PlanRow> rows = [.. _sources.Candidates.Select(Row).OfType<PlanRow>()];
        // Risk matters only where somebody may be left out.
        if (_request.Targets.Count > 0 || _request.Most is not null || rows.Exists(r => r.IsAdmin))
            rows.Sort(PlanRow.CompareRisk);
        var possible = WithoutLastAdmins(rows);
        var chosen = Chosen(possible, held);
        return chosen.Count == 0
            ? new(null, new("nothing", "nothing that was found can be acted on as asked for"), _skipped)
            : new(Plan(chosen, possible, held), null, _skipped);
    }

    private IEnumerable<KeyValuePair<Product, int>> Targets => _request.Targets.OrderBy(t => t.Key.Value, StringComparer.Ordinal);

    private int Held(Product product) => _sources.Held.People.Sum(p => p.Value * _sources.Around.Tariff.UsersOf(product, p.Key.Holds));

    private string Users(Product product, int users) => (_sources.Around.Tariff.CountsPeople(product), users) switch
    {
        (true, 1) => "person",
        (true, _) => "people",
        (_, 1) => "seat",
        _ => "seats",
    };

    /// <summary>How many users of a product a row frees: as many as the account counts for less before than after.</summary>
    private int Frees(PlanRow row, Product product)
    {
        var tariff = _sources.Around.Tariff;
        return tariff.UsersOf(product, row.Before.Seats.Select(s => s.Resource)) - tariff.UsersOf(product, row.After.Seats.Select(s => s.Resource));
    }

    private PlanRow? Row(Candidate candidate)
    {
        List<Recommendation>? leading = null;
        foreach (var finding in candidate.Findings)
        {
            if (!finding.IsActionable || finding.AccountId != candidate.Account.Id || !_request.Wants(finding))
                continue;
            if (Barred(candidate, finding) is { } skip)
                _skipped.Add(SkippedRow.Of(finding, skip));
            else
                (leading ??= []).Add(finding);
        }

        return leading is null ? null : _rows.TryMake(candidate.Account, leading, _skipped);
    }

    /// <summary>What no finding gets around, whatever it says: some of it an admin may have said after the scan.</summary>
    private Skip? Barred(Candidate candidate, Recommendation finding)
    {
        var account = candidate.Account;
        if (finding.SupersededBy is { } ahead)
            return new("superseded", $"another finding of the account goes first: {candidate.Findings.FirstOrDefault(f => f.Id == ahead)?.Rule ?? ahead}");
        if (_sources.Around.Settings.BillingContact == account.Id)
            return new("billing-contact", "the account receives the bills");
        if (account.Email is { } address && _sources.TokenOwners.Contains(address, StringComparer.OrdinalIgnoreCase))
            return Skip.KeyOwner;
        if (_holds.TryGetValue(account.Id, out var hold))
            return new("held", $"held for {hold.Owner} {(hold.From is { } from ? $"from {from:yyyy-MM-dd} " : "")}until {hold.Until:yyyy-MM-dd}: {hold.Reason}");
        if (account.PlatformRoles is null)
            return Skip.RolesUnknown;
        // Of what Recoup would not do, nobody is told.
        return finding.Action is RecommendedAction.RouteOut or RecommendedAction.Advise ? null : NoticeGate.Of(finding, _sources.Around.Settings, _now);
    }

    /// <summary>No plan leaves fewer than two organisation admins, whatever was found about them.</summary>
    private List<PlanRow> WithoutLastAdmins(List<PlanRow> byRisk)
    {
        var left = _sources.OrgAdmins.Count;
        return byRisk.FindAll(row =>
        {
            if (!_sources.OrgAdmins.Contains(row.AccountId))
                return true;
            if (left > FewestAdmins)
            {
                left--;
                return true;
            }

            LeaveOut(row, new("last-admin", $"the organisation would keep fewer than {FewestAdmins} organisation admins"));
            return false;
        });
    }

    private List<PlanRow> Chosen(List<PlanRow> possible, Dictionary<Product, int> held)
    {
        var chosen = _request.Targets.Count == 0
            ? possible
            : Solver.Choose(possible, [.. _request.Targets.Select(t => new Need(t.Key, held[t.Key] - t.Value))], Frees);
        if (_request.Most is { } most && chosen.Count > most)
        {
            foreach (var row in chosen.Skip(most))
                LeaveOut(row, new("most", $"the plan was to have {most} rows at most"));
            chosen = [.. chosen.Take(most)];
        }

        return chosen;
    }

    private void LeaveOut(PlanRow row, Skip why)
    {
        foreach (var finding in row.Findings)
            _skipped.Add(new(finding, row.Rule, row.AccountId, row.DisplayName, why.Gate, why.Reason));
    }

    private Plan Plan(List<PlanRow> chosen, List<PlanRow> possible, Dictionary<Product, int> held)
    {
        var around = _sources.Around;
        PlanRow[] rows = [.. chosen];
        Array.Sort(rows.Select(r => r.AccountId.Value).ToArray(), rows, StringComparer.Ordinal);
        var seats = rows.Sum(r => r.Seats.Count);
        var limit = Approval.Above(around.Settings.ApprovalAbove, _sources.Held.Seats(r => !around.IsSandbox(r.Site)).Values.Sum());
        var because = Array.Exists(rows, r => r.IsAdmin) ? "it changes an admin's access" : seats > limit ? $"it takes back {seats} seats, more than {limit}" : null;
        var head = new PlanHead
        {
            Id = "",
            Hash = "",
            Org = around.Survey.Org,
            Scan = around.Survey.Scan,
            AsOf = around.Survey.Now,
            PolicyHash = PolicyFile.Hash(around.Settings),
            PriceBookHash = PriceBook.Hash(around.Settings),
            CreatedAt = _now,
            ExpiresAt = _now + PlanHead.Lifetime,
            Rows = rows.Length,
            Skipped = _skipped.Count,
            Seats = seats,
            ApprovalsNeeded = because is null ? 0 : 1,
            ApprovalBecause = because,
            Savings = Savings(rows),
            Targets = [.. Targets.Select(t => Target(t.Key, t.Value, rows, possible, held))],
        };
        var hash = PlanHash.Of(head, rows);
        return new(head with { Hash = hash, Id = hash[..PlanHead.IdLength] }, rows, _skipped);
    }

    /// <summary>The bill as it is less the bill when every row is applied.</summary>
    private IReadOnlyList<Saving> Savings(PlanRow[] rows)
    {
        var tariff = _sources.Around.Tariff;
        var change = new Headcount();
        foreach (var row in rows)
        {
            var (from, to) = _rows.Moves[row.Id];
            change.Move(from, to);
        }

        return tariff.Savings(tariff.Count(_sources.Held), tariff.Count(_sources.Held.Plus(change)), _now);
    }

    private PlanTarget Target(Product product, int goal, PlanRow[] rows, List<PlanRow> possible, Dictionary<Product, int> held)
    {
        var taken = rows.Select(r => r.Id).ToHashSet();
        var next = possible.Find(r => !taken.Contains(r.Id) && Frees(r, product) > 0);
        return new(product, goal, held[product], held[product] - rows.Sum(r => Frees(r, product)), possible.Sum(r => Frees(r, product)))
        {
            OfPeople = _sources.Around.Tariff.CountsPeople(product),
            Next = next is null ? null : new(next.Id, next.AccountId, next.DisplayName, next.Tier, next.IdleDays),
        };
    }
}
