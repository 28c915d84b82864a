using System.Collections;

namespace Recoup.Emulator;

/// <summary>All accounts, in the order in which the API lists them.</summary>
public sealed class AccountList : IReadOnlyList<Account>
{
    readonly Organisation organisation;

    internal AccountList(Organisation organisation, int count) => (this.organisation, Count) = (organisation, count);

    public int Count { get; }

    public Account this[int index] => (uint)index < (uint)Count ? new(organisation, index) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The account with that id, or null.</summary>
    public Account? Find(string accountId)
    {
        var index = AccountId.IndexOf(organisation.Seed, accountId);
        return index >= 0 && index < Count && this[index].Id == accountId ? this[index] : null;
    }

    public IEnumerator<Account> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
