using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>A set of accounts by their numbers: 8 bytes each, since an organisation may have a million of them.</summary>
internal sealed class IdSet
{
    private readonly List<long> _numbers = [];
    private bool _sorted = true;

    public int Count => _numbers.Count;

    public void Add(AccountId account)
    {
        _numbers.Add(account.Number);
        _sorted = false;
    }

    public bool Contains(AccountId account)
    {
        if (!_sorted)
        {
            _numbers.Sort();
            _sorted = true;
        }

        return _numbers.BinarySearch(account.Number) >= 0;
    }
}
