using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>Writes down every signal that a finding rests on, what was not checked, and which guard spoke.</summary>
internal static class EvidenceCard
{
    public static IReadOnlyList<Evidence> For(Case c, string rule, Verdict verdict, IReadOnlyList<GuardHit> guards, IReadOnlyList<string> shortfalls)
    {
        var card = new List<Evidence>(capacity: 12);
        foreach (var use in verdict.Seats)
            card.Add(LastUse(c, use));
        if (verdict.PerSeat && c.NewestUse.HasValue)
            card.Add(FromRecord(c, "newest use of anything", Text.LastUse(c.NewestUse, c.Now)));
        card.AddRange(verdict.Evidence);
        foreach (var use in verdict.Seats)
            card.Add(FromRecord(c, $"access to {Name(c, use.Seat)}", Path(c, use.Seat)));
        card.Add(FromRecord(c, "account comes from", Origin(c.Account)));
        card.Add(FromRecord(c, "account kind", $"{c.Account.Kind.Value.ToString().ToLowerInvariant()}: {string.Join(", ", c.Account.Kind.Because)}"));
        if (verdict.RestsOnUse)
        {
            foreach (var site in verdict.JiraSites)
                card.Add(Issues(c, site));
        }

        card.Add(Tokens(c));
        foreach (var site in verdict.SitesOf(c))
            card.Add(Needed(c, site));
        if (c.Around.Survey.Regrets.GetValueOrDefault(rule) is { } regret)
            card.Add(new("what came of this rule before", regret.ToString(), "run history", c.Now));
        foreach (var shortfall in shortfalls)
            card.Add(new("missing", shortfall, "required signals", c.Now));
        foreach (var hit in guards)
            card.Add(new($"guard {hit.Guard}", hit.Reason, "the guards", c.Now));
        return card;
    }

    public static Evidence Joined(Case c) => FromRecord(
        c,
        "joined the organisation",
        c.Account.AddedToOrg is { } added ? Text.Ago(added, c.Now) : "not known");

    private static Evidence LastUse(Case c, SeatUse use) => FromRecord(
        c,
        use.Own ? $"last use of {Name(c, use.Seat)}" : $"last use of anything, {Name(c, use.Seat)} included",
        Text.LastUse(use.Last, c.Now));

    private static string Name(Case c, Seat seat) => $"{seat.Product.Name} on {c.Around.SiteName(seat.Site)}";

    private static string Path(Case c, Seat seat) => seat.Path switch
    {
        SeatPath.Group => $"through the group {Groups(c, seat)}",
        SeatPath.Direct => "by a role given to the account itself",
        SeatPath.DirectAndGroup => $"by a role of its own and through the group {Groups(c, seat)}",
        SeatPath.Inferred => "through another role",
        _ => "not known",
    };

    private static string Groups(Case c, Seat seat) => seat.Groups.Count == 1
        ? Name(c, seat.Groups[0])
        : string.Join(", ", seat.Groups.Select(g => Name(c, g)));

    private static string Name(Case c, GroupId group) => c.Around.TryGetGroup(group)?.Name ?? group.Value;

    private static string Origin(Account account) => (account.Claim, account.Source) switch
    {
        ("unmanaged", _) => "outside: the organisation does not manage it",
        (_, "synced") => "the identity provider",
        (_, "invited") => "an invitation by an admin",
        (_, null) => account.Probes?.Manage is { Allowed: true } ? "not told; the organisation may manage it" : "not known",
        (_, var other) => other,
    };

    private static Evidence Issues(Case c, SiteId site)
    {
        var signal = $"issues reported on {c.Around.SiteName(site)} within {c.Settings.InactiveDays} days";
        if (!c.Around.CanReadIssues(site))
            return FromRecord(c, signal, "not checked: the site is not connected");
        if (c.Account.Probes is not { } probes || probes.IssuesOn(site) is not { } issues)
            return FromRecord(c, signal, "not known");
        var value = issues.Assigned > 0 ? $"{issues.Reported}; {issues.Assigned} of those read are assigned to them, which is no sign of use" : $"{issues.Reported}";
        return new(signal, value, "search/jql", probes.FetchedAt);
    }

    private static Evidence Needed(Case c, SiteId site)
    {
        var signal = $"what others on {c.Around.SiteName(site)} need the account for";
        if (c.Account.Probes is { } probes && probes.WorkOn(site) is { } work && Dependencies.AreKnown(work))
            return new(signal, Dependencies.Of(work) is { Length: > 0 } needed ? needed : "leads no project, shares no filter and no dashboard", "project/search, filter/search, dashboard/search", probes.FetchedAt);
        return FromRecord(c, signal, c.Around.CanReadWork(site) ? "not known" : "not checked: needs a connected site and reads.extended");
    }

    private static Evidence Tokens(Case c)
    {
        if (c.Account.Probes is { TokenUsed.IsKnown: true } probes)
            return new("API tokens", probes.TokenUsed.HasValue ? $"last used {Text.Ago(probes.TokenUsed.At, c.Now)}" : "none was ever used", "manage/api-tokens", probes.FetchedAt);
        return FromRecord(c, "API tokens", $"not checked: {c.Account.Probes?.TokensNotRead ?? c.Around.Survey.TokensNotReadable ?? "nothing could be done here anyway"}");
    }

    private static Evidence FromRecord(Case c, string signal, string value) => new(signal, value, c.Around.Survey.Source, c.Account.FetchedAt);
}
