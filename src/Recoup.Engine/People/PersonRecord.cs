using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine.Auditing;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.People;

/// <summary>Everything kept about one person, wherever it is kept (P27).</summary>
public sealed record PersonRecord
{
    public required AccountId Id { get; init; }

    /// <summary>The scan that is shown; null when none has come to an end.</summary>
    public required Scan? Scan { get; init; }

    /// <summary>The record of that scan; null when it saw none.</summary>
    public required Account? Account { get; init; }

    /// <summary>The record of a scan that has not ended.</summary>
    public required Account? Unfinished { get; init; }

    /// <summary>What is kept beside the records, in words.</summary>
    public required IReadOnlyList<string> Listed { get; init; }

    /// <summary>Everything ever found, closed findings too, the surest first.</summary>
    public required IReadOnlyList<Recommendation> Findings { get; init; }

    /// <summary>The hold, live or ended.</summary>
    public required Hold? Hold { get; init; }

    /// <summary>Whether the settings name the account as billing contact.</summary>
    public required bool BillingContact { get; init; }

    /// <summary>What somebody said the account is; null where nobody did.</summary>
    public required SaidKind? Said { get; init; }

    /// <summary>The connected sites that are read with this person's API token.</summary>
    public required IReadOnlyList<Uri> TokenOf { get; init; }

    /// <summary>Entries of the audit log about the person.</summary>
    public required IReadOnlyList<ShownEntry> Entries { get; init; }

    /// <summary>The list of people, of which <see cref="Rows"/> are rows.</summary>
    public required PeopleList People { get; init; }

    /// <summary>Rows of the list of people about the person.</summary>
    public required IReadOnlyList<ListedPerson> Rows { get; init; }

    /// <summary>Plans that name the person.</summary>
    public required IReadOnlyList<PlanHead> Plans { get; init; }

    /// <summary>What runs did to the account, with how it was before.</summary>
    public required IReadOnlyList<RunRow> Runs { get; init; }

    /// <summary>Whether nothing at all is kept.</summary>
    public bool IsEmpty => (Account ?? Unfinished) is null && Listed.Count == 0 && Findings.Count == 0 && Hold is null && !BillingContact && Said is null && TokenOf.Count == 0
        && Entries.Count == 0 && Rows.Count == 0 && Plans.Count == 0 && Runs.Count == 0;

    public static async Task<PersonRecord> ReadAsync(IStore store, OrgId org, AccountId id, CancellationToken cancellationToken)
    {
        var scan = await Shown.TryGetAsync(store, org, cancellationToken);
        var account = scan is null ? null : await store.TryGetAccountAsync(org, scan.Id, id, cancellationToken);
        // A scan that was stopped keeps what it read until the next one ends.
        var unfinished = await store.ScansAsync(org, new(1), cancellationToken) is [{ Status: ScanStatus.Running } running] ? running : null;
        var also = unfinished is null ? null : await store.TryGetAccountAsync(org, unfinished.Id, id, cancellationToken);
        var findings = await store.RecommendationsOfAsync(org, [id], cancellationToken);
        var people = await store.PeopleAsync(org, cancellationToken);
        var settings = await store.SettingsAsync(org, cancellationToken);
        string[] addresses = [.. new[] { account?.Email, also?.Email }.OfType<string>().Select(e => e.ToLowerInvariant())];
        return new()
        {
            Id = id,
            Scan = scan,
            Account = account,
            Unfinished = also,
            Listed =
            [
                .. scan is null ? [] : await PersonListings.OfAsync(store, org, scan.Id, id, cancellationToken),
                .. unfinished is null ? [] : await PersonListings.OfAsync(store, org, unfinished.Id, id, cancellationToken),
                .. settings.Named.Where(n => n.Account == id || n.By == id).Select(n => n.Account == id ? $"let in as {string.Join(", ", n.Roles)} since {n.On:yyyy-MM-dd}" : $"let in {n.Account} on {n.On:yyyy-MM-dd}"),
            ],
            Findings = [.. findings.OrderByDescending(f => f.Tier).ThenBy(f => f.Rule, StringComparer.Ordinal)],
            Hold = (await store.HoldsAsync(org, cancellationToken)).FirstOrDefault(h => h.Account == id),
            BillingContact = settings.BillingContact == id,
            Said = settings.KindsSaid.FirstOrDefault(k => k.Account == id),
            TokenOf = [.. account?.Email is { } email ? (await store.TryGetConnectionAsync(org, cancellationToken))?.Sites.Where(s => s.Email == email).Select(s => s.Url) ?? [] : []],
            Entries = [.. (await store.AuditAsync(AuditChain.Of(org), new(1, long.MaxValue, id.Value), cancellationToken)).Where(e => e.Subject == id || e.Actor == id.Value)],
            People = people,
            Rows = [.. people.Rows.Where(p => p.IsAbout(id, addresses))],
            Plans = await store.PlansAsync(org, new(int.MaxValue, id), cancellationToken),
            Runs = await store.RunRowsAsync(org, new() { Account = id }, cancellationToken),
        };
    }
}
