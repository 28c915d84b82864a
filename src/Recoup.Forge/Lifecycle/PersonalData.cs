using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.People;
using Recoup.Engine.Scanning;
using Recoup.Forge.Access;
using Recoup.Forge.Hosting;
using Recoup.Forge.Relay;

namespace Recoup.Forge.Lifecycle;

/// <summary>The weekly report of personal data (P27): whose account was closed is forgotten, whose data has changed is read again.</summary>
internal sealed class PersonalData(Installation installation, HostPrivacy privacy, Visitors visitors)
{
    /// <summary>Forgetting waits for a scan or a run that is at work.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(15);

    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        foreach (var org in await installation.Store.OrganizationsAsync(cancellationToken))
        {
            var changed = false;
            var accounts = new List<(AccountId, DateTimeOffset)>();
            await foreach (var kept in KeptAccounts.AllAsync(installation.Store, org, installation.Time.GetUtcNow(), cancellationToken))
            {
                accounts.Add(kept);
                if (accounts.Count == HostPrivacy.Most)
                    changed |= await TellAsync(org, accounts);
            }

            // Few enough for one more call or two, and some of them are told of twice.
            foreach (var some in (await visitors.PrivacySeen.AllAsync(cancellationToken)).Select(a => (a, installation.Time.GetUtcNow())).Concat(accounts).Chunk(HostPrivacy.Most))
                changed |= await TellAsync(org, [.. some]);
            if (changed)
                await ReadAgainAsync(org, cancellationToken);
        }
    }

    /// <summary>Forgets one person, now or when nothing is at work.</summary>
    public async Task ForgetAsync(OrgId org, AccountId account, CancellationToken cancellationToken)
    {
        var desk = new Desk(installation.Store, org, Watch.Actor, installation.Time);
        if (await new Erasing(installation, visitors).ForgetAsync(desk, account, cancellationToken) is not null)
            await installation.Queue.PushAsync(new(org.Value, Errand.Forget, account.Value, Watch.Actor), Later);
    }

    /// <returns>Whether something of one of them has changed.</returns>
    private async Task<bool> TellAsync(OrgId org, List<(AccountId, DateTimeOffset)> accounts)
    {
        if (accounts.Count == 0)
            return false;
        var (closed, updated) = await privacy.ReportAsync(accounts);
        accounts.Clear();
        foreach (var account in closed)
            await installation.Queue.PushAsync(new(org.Value, Errand.Forget, account.Value, Watch.Actor), TimeSpan.Zero);
        return updated.Count > 0;
    }

    /// <summary>A scan reads everybody anew, and what was kept of them before goes with its end.</summary>
    private async Task ReadAgainAsync(OrgId org, CancellationToken cancellationToken)
    {
        if (await installation.Store.TryGetConnectionAsync(org, cancellationToken) is null)
            return;
        await using var turn = await installation.TryTakeAsync(org, Jobs.Scan, cancellationToken);
        if (turn is null)
            return;
        var (scan, _) = await ScanOrders.BeginAsync(new Desk(installation.Store, org, Watch.Actor, installation.Time), turn.Fence, full: false, unattended: true, cancellationToken);
        await installation.Queue.PushAsync(new(org.Value, Errand.Scan, scan.Id.Value, Watch.Actor), TimeSpan.Zero);
    }
}
