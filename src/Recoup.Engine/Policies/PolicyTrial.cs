using System.Runtime.CompilerServices;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Policies;

/// <summary>
/// What another policy would find: the accounts of a scan, judged under the settings as they are and as they would be. Nothing
/// is asked and nothing is written, and no more than a few pages of accounts are held at a time.
/// </summary>
public sealed class PolicyTrial(IStore store, StoredScan stored, Settings before, Settings after)
{
    private const long MinutesADay = 24 * 60;

    /// <summary>Groups that the new policy names and of which no stored account is known to be a member: what they would change is not told.</summary>
    public IReadOnlyList<string> UnseenGroups { get; private set; } = [];

    /// <summary>The days over which the scan counted issues, where the new policy wants another number; null where it does not, or none were counted.</summary>
    public int? OtherIssueDays { get; } = stored.Scan.Activity.Select(plan => (int)(plan.Minutes / MinutesADay)).FirstOrDefault(after.InactiveDays) is var days && days != after.InactiveDays ? days : null;

    /// <summary>Every difference: accounts in the order of the scan, then groups and subscriptions.</summary>
    public async IAsyncEnumerable<FindingChange> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reach = new PolicyReach(PolicyFile.Of(after), stored.Around(after));
        var (old, young) = await SidesAsync(reach, cancellationToken);
        UnseenGroups = reach.UnseenGroups;
        await foreach (var accounts in stored.AccountsAsync(cancellationToken))
        {
            var earlier = (await store.RecommendationsOfAsync(stored.Scan.Org, [.. accounts.Select(a => a.Id)], cancellationToken)).ToLookup(r => r.AccountId);
            foreach (var account in accounts)
            {
                IReadOnlyList<Recommendation> known = [.. earlier[account.Id]];
                foreach (var change in FindingChange.Between(old.Judged(account, known), young.Judged(account, known)))
                    yield return change with { NeedsScan = !change.IsRemoved && NeedsScan(account, change, known, young.Judge) };
            }
        }

        foreach (var change in FindingChange.Between(await WholeAsync(old, cancellationToken), await WholeAsync(young, cancellationToken)))
            yield return change;
    }

    /// <summary>Whether the next scan may learn something about the account that changes what is found.</summary>
    private bool NeedsScan(Account account, FindingChange change, IReadOnlyList<Recommendation> earlier, Judge judge)
    {
        if (account.Probes is not { } probes)
            return judge.IsCandidate(account, earlier);
        // Over a longer time only an activity that is not there may come, over a shorter one only one that is there may go.
        return OtherIssueDays is { } days && change.Product?.IsJiraFamily != false && probes.Issues.Any(i => (days < after.InactiveDays) == (i.Reported == 0));
    }

    /// <summary>Both judges. What only all accounts together tell has to be known before the first is judged: two passes that keep next to nothing.</summary>
    private async Task<(Side Old, Side Young)> SidesAsync(PolicyReach reach, CancellationToken cancellationToken)
    {
        var (was, becomes) = (stored.Around(before), stored.Around(after));
        var keys = new TwinKeys();
        await foreach (var accounts in stored.AccountsAsync(cancellationToken))
        {
            foreach (var account in accounts)
            {
                keys.Count(account, was);
                reach.Add(account);
            }
        }

        keys.Close();
        var (wasAll, becomesAll) = (new Population(was, keys), new Population(becomes, keys));
        await foreach (var accounts in stored.AccountsAsync(cancellationToken))
        {
            foreach (var account in accounts)
            {
                wasAll.Add(account);
                becomesAll.Add(account);
            }
        }

        var sandboxes = stored.Scan.Survey.Sandboxes;
        return (new(new(stored.Around(before, wasAll)), sandboxes), new(new(stored.Around(after, becomesAll)), sandboxes));
    }

    /// <summary>Findings about groups and subscriptions, with what earlier scans found of the same.</summary>
    private async Task<IReadOnlyList<Recommendation>> WholeAsync(Side side, CancellationToken cancellationToken)
    {
        var earlier = await store.RecommendationsAsync(stored.Scan.Org, new RecommendationQuery { AboutNobody = true, Closed = true }, cancellationToken);
        return side.Judge.Findings(stored.Scan.Held, side.Counts.Total().Ready, earlier);
    }

    private sealed record Side(Judge Judge, IReadOnlyList<SiteId> Sandboxes)
    {
        public Counting Counts { get; } = new(new(), Sandboxes);

        public IReadOnlyList<Recommendation> Judged(Account account, IReadOnlyList<Recommendation> earlier)
        {
            var found = Judge.Findings(account, earlier);
            Counts.Add(account, found);
            return found;
        }
    }
}
