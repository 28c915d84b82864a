using System.Runtime.CompilerServices;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Plans;

namespace Recoup.Engine.People;

/// <summary>Everybody about whom anything is kept.</summary>
public static class KeptAccounts
{
    private const int FindingsARead = 500;

    /// <summary>Each account once, with the time of the record that is kept of it.</summary>
    public static async IAsyncEnumerable<(AccountId Account, DateTimeOffset At)> AllAsync(IStore store, OrgId org, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new HashSet<AccountId>();
        foreach (var scan in (await store.ScansAsync(org, new(int.MaxValue), cancellationToken)).Where(s => s.Pages > 0))
        {
            await foreach (var page in store.AllAccountPagesAsync(org, scan.Id, 0, cancellationToken))
            {
                foreach (var account in page.Accounts.Where(a => told.Add(a.Id)))
                    yield return (account.Id, account.FetchedAt);
            }
        }

        // Of the others nothing else is kept than what was found and done at the time.
        await foreach (var account in BesideAsync(store, org, cancellationToken))
        {
            if (told.Add(account))
                yield return (account, now);
        }
    }

    private static async IAsyncEnumerable<AccountId> BesideAsync(IStore store, OrgId org, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var skip = 0; await store.RecommendationsAsync(org, new() { AboutAccounts = true, Closed = true, Skip = skip, Take = FindingsARead }, cancellationToken) is { Count: > 0 } findings; skip += findings.Count)
        {
            foreach (var account in findings.Select(f => f.AccountId).OfType<AccountId>())
                yield return account;
        }

        foreach (var row in await store.RunRowsAsync(org, new(), cancellationToken))
            yield return row.AccountId;
        foreach (var hold in await store.HoldsAsync(org, cancellationToken))
            yield return hold.Account;
        foreach (var head in await store.PlansAsync(org, new(int.MaxValue), cancellationToken))
        {
            foreach (var account in await store.TryGetPlanAsync(org, head.Id, cancellationToken) is { } plan ? Of(plan) : [])
                yield return account;
        }

        var settings = await store.SettingsAsync(org, cancellationToken);
        foreach (var account in settings.KindsSaid.Select(k => k.Account).Concat(settings.Named.SelectMany(n => new[] { n.Account, n.By })).Concat(settings.BillingContact is { } contact ? [contact] : []))
            yield return account;
        foreach (var row in (await store.PeopleAsync(org, cancellationToken)).Rows)
        {
            if (row.Account is { } account)
                yield return account;
        }

        foreach (var entry in await store.AuditAsync(AuditChain.Of(org), new(1, long.MaxValue), cancellationToken))
        {
            if (entry.Subject is { } subject)
                yield return subject;
            if (entry.Actor is { } actor && IsAccount(actor))
                yield return new(actor);
        }
    }

    private static IEnumerable<AccountId> Of(Plan plan) =>
        plan.Rows.Select(r => r.AccountId).Concat(plan.Skipped.Select(s => s.AccountId)).Concat(plan.Head.Approvals.Select(a => a.By).Append(plan.Head.CreatedBy).OfType<string>().Where(IsAccount).Select(a => new AccountId(a)));

    /// <summary>Whether the name of somebody who acted is an account's id, as it is where the platform knows who looks.</summary>
    private static bool IsAccount(string name) => name.Length >= 20 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-');
}
