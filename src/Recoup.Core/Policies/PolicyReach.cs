using Recoup.Core.Directory;
using Recoup.Core.Rules;

namespace Recoup.Core.Policies;

/// <summary>Tells which names of a policy nobody of an organisation has. Filled account by account, in any order.</summary>
public sealed class PolicyReach
{
    private readonly Circumstances _around;
    private readonly List<(string Path, Selector Only)> _unseen = [];

    public PolicyReach(PolicyFile policy, Circumstances around)
    {
        _around = around;
        for (var i = 0; i < policy.Scopes.Count; i++)
            Note($"$.scopes[{i}].where", policy.Scopes[i].Where);
        for (var i = 0; i < policy.Exclusions.Count; i++)
            Note($"$.exclusions[{i}].where", policy.Exclusions[i].Where);
    }

    /// <summary>Whether there is nothing left to look for.</summary>
    public bool IsComplete => _unseen.Count == 0;

    /// <summary>Groups of which no account so far is a member.</summary>
    public IReadOnlyList<string> UnseenGroups => [.. _unseen.Select(u => u.Only.Group).OfType<string>().Distinct()];

    public void Add(Account account) => _unseen.RemoveAll(u => Has(account, u.Only));

    /// <summary>When everybody was added: the names that nobody has, with their paths.</summary>
    public IEnumerable<(string Path, string Says)> Unseen()
    {
        foreach (var (path, only) in _unseen)
        {
            yield return only switch
            {
                { Product: { } product } => ($"{path}.product", $"nobody in the last scan has a seat of {product.Name}"),
                { Site: { } site } => ($"{path}.site", $"nobody in the last scan has a seat on a site \"{site}\": sites are {string.Join(", ", _around.Survey.Sites.Select(s => s.Name))}"),
                { Group: { } group } => ($"{path}.group", $"nobody in the last scan is known to be in a group \"{group}\": who is in a group that gives no seat is read from the next scan on"),
                _ => ($"{path}.domain", $"nobody in the last scan has an address at {only.Domain}"),
            };
        }
    }

    private void Note(string path, Selector where)
    {
        if (where.Product is { } product)
            _unseen.Add((path, new Selector { Product = product }));
        if (where.Site is { } site)
            _unseen.Add((path, new Selector { Site = site }));
        if (where.Group is { } group)
            _unseen.Add((path, new Selector { Group = group }));
        if (where.Domain is { } domain)
            _unseen.Add((path, new Selector { Domain = domain }));
    }

    private bool Has(Account account, Selector only) =>
        only.FitsAccount(account, _around) && (only.IsOfAccounts || account.Seats.Any(s => only.FitsSeat(s.Resource, _around)));
}
