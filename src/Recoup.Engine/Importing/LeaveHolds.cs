using Recoup.Core.Directory;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Importing;

/// <summary>The holds that a leave calendar makes.</summary>
/// <param name="Holds">Holds that are new or last longer than before, one for each account.</param>
/// <param name="Kept">Accounts that were held for as long already.</param>
/// <param name="Ended">Leaves that are over.</param>
/// <param name="Several">Accounts with several leaves, held from the first day of all to the last.</param>
/// <param name="Unmatched">Lines of leaves of nobody whom the scan saw.</param>
public sealed record LeaveHolds(IReadOnlyList<Hold> Holds, int Kept, int Ended, int Several, IReadOnlyList<int> Unmatched)
{
    private const string WithoutReason = "leave";

    /// <summary>
    /// An account has one hold: leaves of one person, and a hold that is there, become one from the first day to the last. What
    /// lies between them is held too, which costs a seat for a while; the other way round would cost somebody their access.
    /// </summary>
    /// <param name="leaves">The calendar.</param>
    /// <param name="accounts">Whom the scan saw, by id and by address in lower case.</param>
    /// <param name="existing">Holds that are there, live or ended.</param>
    /// <param name="owner">Who answers for the calendar.</param>
    public static LeaveHolds Of(IReadOnlyList<Leave> leaves, LeaveAccounts accounts, IReadOnlyList<Hold> existing, string owner, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var next = new Dictionary<AccountId, Hold>();
        var (ended, unmatched, several) = (0, new List<int>(), new HashSet<AccountId>());
        foreach (var leave in leaves)
        {
            var whose = accounts.Of(leave);
            if (whose.Count == 0)
                unmatched.Add(leave.Line);
            else if (leave.Until < today)
                ended++;
            else
                whose.ForEach(account => Add(new(account, owner, leave.Reason ?? WithoutReason, leave.Until) { From = leave.From }));
        }

        var before = existing.Where(h => !h.HasEnded(now)).ToDictionary(h => h.Account);
        var all = next.Values.Select(h => (Was: before.GetValueOrDefault(h.Account), Now: before.TryGetValue(h.Account, out var was) ? Together(was, h) : h)).ToList();
        return new([.. all.Where(h => h.Now != h.Was).Select(h => h.Now)], all.Count(h => h.Now == h.Was), ended, several.Count, unmatched);

        void Add(Hold hold)
        {
            if (next.TryGetValue(hold.Account, out var other) && Together(other, hold) is var both && both != other)
                several.Add(hold.Account);
            next[hold.Account] = other is null ? hold : Together(other, hold);
        }
    }

    /// <summary>One hold for both; it keeps the words of the one that lasts longer, of two alike those of the first.</summary>
    private static Hold Together(Hold first, Hold second) => (second.Until > first.Until ? second : first) with
    {
        From = first.From is { } one && second.From is { } two ? one < two ? one : two : null,
    };
}

/// <summary>Accounts as a scan saw them, to be found by id or address.</summary>
public sealed class LeaveAccounts
{
    private readonly HashSet<AccountId> _ids = [];
    private readonly Dictionary<string, List<AccountId>> _byEmail = new(StringComparer.Ordinal);

    /// <summary>Those that a leave is of; two may share an address.</summary>
    internal List<AccountId> Of(Leave leave) => Of(leave.Account, leave.Email);

    /// <summary>Those of an account id, or of an address in lower case where there is none.</summary>
    internal List<AccountId> Of(AccountId? account, string? email) => account is { } id
        ? _ids.Contains(id) ? [id] : []
        : _byEmail.GetValueOrDefault(email ?? "") ?? [];

    public static async Task<LeaveAccounts> ReadAsync(IStore store, Scan scan, CancellationToken cancellationToken)
    {
        var accounts = new LeaveAccounts();
        await foreach (var account in store.AllAccountsAsync(scan.Org, scan.Id, cancellationToken))
            accounts.Add(account);
        return accounts;
    }

    internal void Add(Account account)
    {
        _ids.Add(account.Id);
        if (account.Email?.ToLowerInvariant() is not { } email)
            return;
        if (!_byEmail.TryGetValue(email, out var same))
            _byEmail[email] = same = [];
        same.Add(account.Id);
    }
}
