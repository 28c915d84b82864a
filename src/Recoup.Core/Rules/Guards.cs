using System.Collections.Immutable;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// The guards between a rule and a recommendation (MARKET 3, RULES 2). Each looks at one danger and says its name.
/// G9 and G10 are gates of plan and run, not of findings.
/// </summary>
public static class Guards
{
    private delegate GuardHit? Check(Case c, Verdict verdict);

    /// <summary>Every guard, in the order its reason is shown.</summary>
    private static readonly ImmutableArray<Check> All =
    [
        NotAPerson,         // G1
        Administrator,      // G2
        OnHold,             // G3
        TooNew,             // G4
        FeedStalled,        // G5
        RecordIncomplete,   // G6
        OwnedElsewhere,     // G7
        NeededByOthers,     // G8
    ];

    /// <summary>All guards that object to a verdict.</summary>
    /// <param name="c">The account.</param>
    /// <param name="verdict">What the rule said.</param>
    public static IReadOnlyList<GuardHit> Against(Case c, Verdict verdict)
    {
        List<GuardHit>? hits = null;
        foreach (var check in All)
        {
            if (check(c, verdict) is { } hit)
                (hits ??= []).Add(hit);
        }

        return hits ?? [];
    }

    private static GuardHit? NotAPerson(Case c, Verdict verdict)
    {
        if (verdict.Answers == "G1")
            return null;
        var kind = c.Account.Kind;
        if (kind.Value is not (AccountKind.Human or AccountKind.Unknown))
            return new("G1", GuardEffect.Exclude, $"not a person's account ({kind.Value.ToString().ToLowerInvariant()}: {string.Join(", ", kind.Because)})");
        // Where a scope waits longer, so does this; a shorter one is about views of pages.
        var within = c.LongestInactive > c.Settings.Inactive ? c.LongestInactive : c.Settings.Inactive;
        return c.Account.Probes is { } probes && probes.TokenUsed.IsWithin(within, c.Now)
            ? new("G1", GuardEffect.Exclude, $"an API token of the account was used on {Text.Day(probes.TokenUsed.At)}")
            : null;
    }

    private static GuardHit? Administrator(Case c, Verdict verdict)
    {
        if (c.Settings.BillingContact == c.Account.Id)
            return new("G2", GuardEffect.Exclude, "billing contact");
        if (verdict.Answers == "G2")
            return null;
        if (c.Account.PlatformRoles is { Count: > 0 } roles && roles.FirstOrDefault(r => !Role.AdministersNothing(r)) is { } role)
            return new("G2", GuardEffect.Exclude, Role.AdministratorName(role) ?? role);
        return c.Account.Seats.FirstOrDefault(s => s.Role == Role.Admin) is { } seat
            ? new("G2", GuardEffect.Exclude, $"{seat.Product.Name} admin on {c.Around.SiteName(seat.Site)}")
            : null;
    }

    private static GuardHit? OnHold(Case c, Verdict verdict)
    {
        if (c.Around.TryGetHold(c.Account.Id) is { } hold)
            return new("G3", GuardEffect.Exclude, $"held for {hold.Owner} until {hold.Until:yyyy-MM-dd}: {hold.Reason}");
        return c.Around.TryExclusion(c.Account, verdict.Seats) is { } exclusion
            ? new("G3", GuardEffect.Exclude, $"the policy leaves {exclusion.Where} alone{(exclusion.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")}: {exclusion.Reason}")
            : null;
    }

    private static GuardHit? TooNew(Case c, Verdict verdict)
    {
        // A rule that rests on a fact asks for no time.
        if (verdict.Grace == TimeSpan.Zero)
            return null;
        if (verdict.Tenure < verdict.Grace)
            return new("G4", GuardEffect.Lower, $"had it for {(int)verdict.Tenure.Value.TotalDays} days only");
        if (c.Account.LastGiven is { } given && c.Now - given < verdict.Grace)
            return new("G4", GuardEffect.Lower, $"was given access or put into a group on {Text.Day(given)}");
        return c.InOrganisation is { } since && since < verdict.Grace
            ? new("G4", GuardEffect.Lower, since < TimeSpan.Zero ? "joins the organisation in the future" : $"joined {(int)since.TotalDays} days ago")
            : null;
    }

    private static GuardHit? FeedStalled(Case c, Verdict verdict)
    {
        foreach (var use in verdict.Seats)
        {
            if (c.Around.FeedDoubt(use.Seat.Product) is { } doubt)
                return new("G5", GuardEffect.Review, doubt);
        }

        return null;
    }

    private static GuardHit? RecordIncomplete(Case c, Verdict verdict)
    {
        if (c.Account.Incomplete is { } why)
            return new("G6", GuardEffect.Review, $"the record is incomplete: {why}");
        return c.Around.Survey.UnreadSeats is [var unread, ..]
            ? new("G6", GuardEffect.Review, $"who holds {unread.Product.Name} seats on {c.Around.SiteName(unread.Site)} could not be read")
            : null;
    }

    private static GuardHit? OwnedElsewhere(Case c, Verdict verdict)
    {
        // Advice changes nothing, so nobody can undo it.
        if (verdict.Action == RecommendedAction.Advise)
            return null;
        var account = c.Account;
        if (account.Source == "synced" && !account.IsUnmanaged)
            return new("G7", GuardEffect.RouteOut, "the identity provider created the account and would restore it");
        if (account.Probes?.Manage is { Allowed: false } refused)
            return new("G7", GuardEffect.RouteOut, $"the organisation may not manage the account ({refused.Reason ?? "no reason given"})");
        var owned = account.IsUnmanaged || account.Source == "invited" || account.Probes?.Manage is { Allowed: true };
        if (!owned && !(c.Hopeful && account.IsManaged))
            return new("G7", GuardEffect.Advise, "not known whether an identity provider owns the account");
        foreach (var use in verdict.Seats)
        {
            foreach (var group in use.Seat.Groups)
            {
                if (c.Around.TryGetGroup(group) is { Writable: false } grant)
                    return new("G7", GuardEffect.RouteOut, $"the group {grant.Name} is kept by the identity provider");
            }
        }

        return null;
    }

    private static GuardHit? NeededByOthers(Case c, Verdict verdict)
    {
        foreach (var site in verdict.SitesOf(c))
        {
            if (c.Account.Probes?.WorkOn(site) is { } work && Dependencies.Of(work) is { Length: > 0 } needed)
                return new("G8", GuardEffect.Lower, $"{needed} on {c.Around.SiteName(site)}: hand over first");
        }

        return null;
    }
}
