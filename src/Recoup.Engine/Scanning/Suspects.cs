using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>Accounts that may hold a role no group explains: the only ones worth asking about where the holders are too many to list.</summary>
public sealed class Suspects
{
    private readonly List<AccountId> _unexplained = [];
    private readonly Dictionary<Resource, List<AccountId>> _otherwise = [];

    public void Add(Account account)
    {
        if (account.HasUnexplainedAccess)
        {
            _unexplained.Add(account.Id);
            return;
        }

        foreach (var resource in account.OtherAccess)
        {
            if (!_otherwise.TryGetValue(resource, out var accounts))
                _otherwise[resource] = accounts = [];
            accounts.Add(account.Id);
        }
    }

    /// <summary>
    /// Who may hold the user role on a resource without a group: those with access to more resources than their groups explain,
    /// and those whose groups give something else on this one, beside which one more role does not show. Always in the same order.
    /// </summary>
    public IReadOnlyList<AccountId> Of(Resource resource) => [.. _unexplained, .. _otherwise.GetValueOrDefault(resource) ?? []];
}
