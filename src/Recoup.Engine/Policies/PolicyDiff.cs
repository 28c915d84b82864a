using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Policies;

/// <summary>What a policy would change, counted as it comes in; of the rows only so many are kept.</summary>
/// <param name="policy">Parts of the policy that differ.</param>
/// <param name="rows">How many findings of each sort are listed at most.</param>
public sealed class PolicyDiff(IReadOnlyList<PolicyChange> policy, int rows)
{
    private readonly SortedDictionary<(string Rule, Tier? From, Tier? To), int> _counts = new(Comparer<(string Rule, Tier? From, Tier? To)>.Create(Compare));

    public IReadOnlyList<PolicyChange> Policy => policy;

    /// <summary>The scan whose accounts were judged; null where there is none yet.</summary>
    public Scan? Scan { get; private set; }

    public FewRows Added { get; } = new(rows);

    public FewRows Removed { get; } = new(rows);

    public FewRows Changed { get; } = new(rows);

    public int NeedScan { get; private set; }

    public IReadOnlyList<string> UnseenGroups { get; private set; } = [];

    /// <summary>See <see cref="PolicyTrial.OtherIssueDays"/>.</summary>
    public int? OtherIssueDays { get; private set; }

    /// <summary>How many findings of a rule come, go, or change from tier to tier.</summary>
    public IReadOnlyCollection<KeyValuePair<(string Rule, Tier? From, Tier? To), int>> Counts => _counts;

    public async Task AddAsync(Scan scan, PolicyTrial trial, CancellationToken cancellationToken)
    {
        Scan = scan;
        await foreach (var change in trial.RunAsync(cancellationToken))
        {
            (change.IsAdded ? Added : change.IsRemoved ? Removed : Changed).Add(change);
            NeedScan += change.NeedsScan ? 1 : 0;
            var key = (change.Rule, change.From, change.To);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }

        (UnseenGroups, OtherIssueDays) = (trial.UnseenGroups, trial.OtherIssueDays);
    }

    /// <summary>The counts for the audit log; none where nothing was judged.</summary>
    public IReadOnlyDictionary<string, long> Numbers() => Scan is null
        ? new Dictionary<string, long>()
        : new Dictionary<string, long> { ["added"] = Added.Count, ["changed"] = Changed.Count, ["removed"] = Removed.Count };

    /// <summary>By rule; then what comes, changes and goes, the surest first.</summary>
    private static int Compare((string Rule, Tier? From, Tier? To) a, (string Rule, Tier? From, Tier? To) b)
    {
        var byRule = string.CompareOrdinal(a.Rule, b.Rule);
        return byRule != 0 ? byRule : (Rank(b.To), Rank(b.From)).CompareTo((Rank(a.To), Rank(a.From)));
    }

    private static int Rank(Tier? tier) => tier is { } some ? (int)some : -1;
}

/// <summary>Changes of one sort: how many, and the first of each tier.</summary>
public sealed class FewRows(int most)
{
    private readonly SortedDictionary<Tier, List<FindingChange>> _byTier = [];

    public int Count { get; private set; }

    public void Add(FindingChange change)
    {
        Count++;
        var tier = change.To ?? change.From!.Value;
        if (!_byTier.TryGetValue(tier, out var rows))
            _byTier[tier] = rows = [];
        if (rows.Count < most)
            rows.Add(change);
    }

    /// <summary>At most so many as are listed, the surest first.</summary>
    public IReadOnlyList<FindingChange> Rows() => [.. _byTier.Reverse().SelectMany(t => t.Value).Take(most)];
}
