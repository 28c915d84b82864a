using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// What must be known before a finding may be more than a question for a person (RULES 1). A signal that cannot be had at
/// all (a site not connected, tokens the key may not read) is not required; one that could be had and was not answered is.
/// </summary>
internal static class RequiredSignals
{
    /// <param name="c">The account.</param>
    /// <param name="verdict">What the rule said.</param>
    public static IReadOnlyList<string> Missing(Case c, Verdict verdict)
    {
        var missing = new List<string>();
        AddFromRecord(c, verdict, missing);
        if (verdict.RestsOnUse)
            AddAgainstIt(c, verdict, missing);

        // Nobody asks about an account that could not be acted on anyway: what was not asked is then not what holds it back.
        var neverAsked = c.Account.Probes is null && (missing.Count > 0 || verdict.Tier <= Tier.Review);
        if (!c.Hopeful && !neverAsked)
            AddFromQuestions(c, verdict, missing);
        return missing;
    }

    private static void AddFromRecord(Case c, Verdict verdict, List<string> missing)
    {
        var account = c.Account;
        if (verdict.Answers != "G1" && DoubtOfPerson(account) is { } doubt)
            missing.Add($"whether this is a person: {doubt}");
        if (account.PlatformRoles is null)
            missing.Add("whether this is an admin");
        if (account.Domain is null && c.Around.PolicyAsksForDomains)
            missing.Add("the address: the policy says otherwise for some domains");
        if (!c.NewestUse.IsKnown)
            missing.Add("the use of every product");
    }

    /// <summary>
    /// Why the account may be no person's; null where nothing says so. An opinion that agrees with a doubt is told beside it, and
    /// takes none away; it counts against a person only where the score was not sure of itself.
    /// </summary>
    private static string? DoubtOfPerson(Account account) => account switch
    {
        { Kind: { Value: AccountKind.Unknown } kind, Opinion: var opinion } => string.Join("; ", [string.Join(", ", kind.Because), .. opinion is null ? Array.Empty<string>() : [opinion.InWords()]]),
        { Kind: { Value: AccountKind.Human, Clear: false } kind, Opinion: { Kind: not AccountKind.Human } opinion } => $"{string.Join(", ", kind.Because)}; {opinion.InWords()}",
        _ => null,
    };

    private static void AddAgainstIt(Case c, Verdict verdict, List<string> missing)
    {
        foreach (var site in verdict.JiraSites)
        {
            if (c.Around.CanReadIssues(site) && c.Account.Probes?.IssuesOn(site) is { Reported: > 0 } issues)
                missing.Add($"how that fits: {(issues.Reported == 1 ? "an issue was" : $"{issues.Reported} issues were")} reported on {c.Around.SiteName(site)} within {c.Settings.InactiveDays} days");

            // A rule about a role has looked at the edits that take it; others of the account say nothing there.
            var edits = verdict.Action != RecommendedAction.ChangeRole && c.Account.Probes?.WorkOn(site) is { } work ? (work.ServiceIssues ?? 0) + (work.Ideas ?? 0) : 0;
            if (edits > 0)
                missing.Add($"how that fits: {(edits == 1 ? "an issue was" : $"{edits} issues were")} changed or commented on {c.Around.SiteName(site)} within {c.Settings.InactiveDays} days");
        }
    }

    private static void AddFromQuestions(Case c, Verdict verdict, List<string> missing)
    {
        foreach (var use in verdict.Seats)
        {
            if (use.Seat.Path == SeatPath.Unknown)
                missing.Add($"how the {use.Seat.Product.Name} seat is held");
        }

        foreach (var site in verdict.JiraSites)
        {
            if (verdict.RestsOnUse && c.Around.CanReadIssues(site) && c.Account.Probes?.IssuesOn(site) is null)
                missing.Add($"issue activity on {c.Around.SiteName(site)}");
        }

        foreach (var site in verdict.SitesOf(c))
        {
            if (c.Around.CanReadWork(site) && !(c.Account.Probes?.WorkOn(site) is { } work && Dependencies.AreKnown(work)))
                missing.Add($"what others on {c.Around.SiteName(site)} need the account for");
        }

        var tokensCanBeRead = !c.Account.IsUnmanaged && c.Around.Survey.TokensNotReadable is null;
        if (tokensCanBeRead && c.Account.Probes is not { TokenUsed.IsKnown: true })
            missing.Add("the use of API tokens");
    }
}
