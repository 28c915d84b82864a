using Recoup.Core.Directory;

namespace Recoup.Core.Runs;

/// <summary>Says, from a look at an account some time after, what became of the seats of a row.</summary>
public static class ReleaseCheck
{
    /// <param name="row">A row that was done.</param>
    /// <param name="now">The account; null when it is gone.</param>
    /// <param name="groups">The names of the account's groups that give a seat.</param>
    public static Release Of(RunRow row, AccountImage? now, Func<Resource, IReadOnlyList<string>> groups, DateTimeOffset at)
    {
        if (now is null)
            return new(ReleaseState.Released, "the account is gone", at);
        var billed = now.Billed.ToHashSet();
        var held = row.Seats.Select(s => s.Resource).Where(billed.Contains).ToList();
        if (held.Count == 0)
            return new(ReleaseState.Released, null, at);
        // What was done is not so any more: nobody but Atlassian's side or an admin did that.
        if (row.Calls.Any(c => c.IsOver && now.Shows(c.Change) == false))
            return new(ReleaseState.Reprovisioned, now.Source == "synced" ? "the identity provider gave it back" : "somebody or something gave it back", at);
        return new(ReleaseState.StillBillable, string.Join(", ", held.Select(r => $"{r.Product.Name} through {Ways(now, r, groups(r))}")), at);
    }

    /// <summary>Of an undo: whether everything is there again that was there before the run.</summary>
    public static Release OfUndo(RunRow row, AccountImage? now, DateTimeOffset at)
    {
        var lost = now is null ? [] : row.Seats.Select(s => s.Resource).Where(r => row.Image?.Billed.Contains(r) == true).Except(now.Billed).ToList();
        return now is not null && lost.Count == 0 && row.Calls.All(c => now.Shows(c.Change) == true)
            ? new(ReleaseState.Restored, null, at)
            : new(ReleaseState.NotKnown, now is null ? "the account is gone" : lost.Count > 0 ? $"{lost[0].Product.Name} is not held again" : "not everything is there again", at);
    }

    private static string Ways(AccountImage now, Resource resource, IReadOnlyList<string> groups)
    {
        var roles = now.Roles.Where(r => r.IsBilled && r.Site == resource).ToList();
        List<string> ways = [];
        if (roles.Exists(r => r.ByGroup))
            ways.Add(groups.Count == 0 ? "a group" : $"the group {string.Join(", ", groups)}");
        if (roles.Exists(r => r.Direct))
            ways.Add("a role of its own");
        if (roles.Exists(r => r.Inferred))
            ways.Add("another role");
        return ways.Count == 0 ? "something that is not told" : string.Join(" and ", ways);
    }
}
