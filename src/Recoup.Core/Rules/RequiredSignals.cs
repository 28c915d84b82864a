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
    /// <param name="hopeful">Take questions not asked yet as answered well.</param>
    public static IReadOnlyList<string> Missing(Case c, Verdict verdict, bool hopeful)
    {
        List<string> missing = [.. FromRecord(c), .. AgainstIt(c, verdict)];

        // Nobody asks about an account that could not be acted on anyway: what was not asked is then not what holds it back.
        var neverAsked = c.Account.Probes is null && (missing.Count > 0 || verdict.Tier <= Tier.Review);
        if (!hopeful && !neverAsked)
            missing.AddRange(FromQuestions(c, verdict));
        return missing;
    }

    private static IEnumerable<string> FromRecord(Case c)
    {
        var account = c.Account;
        if (account.Kind.Value == AccountKind.Unknown)
            yield return $"whether this is a person: {string.Join(", ", account.Kind.Because)}";
        if (account.PlatformRoles is null)
            yield return "whether this is an admin";
        if (!c.NewestUse.IsKnown)
            yield return "the use of every product";
    }

    private static IEnumerable<string> AgainstIt(Case c, Verdict verdict)
    {
        foreach (var site in SitesWithIssues(c, verdict))
        {
            if (c.Account.Probes?.IssuesOn(site) is { Reported: > 0 } issues)
                yield return $"how that fits: {(issues.Reported == 1 ? "an issue was" : $"{issues.Reported} issues were")} reported on {c.Around.SiteName(site)} within {c.Settings.InactiveDays} days";
        }
    }

    private static IEnumerable<string> FromQuestions(Case c, Verdict verdict)
    {
        foreach (var use in verdict.Seats)
        {
            if (use.Seat.Path == SeatPath.Unknown)
                yield return $"how the {use.Seat.Product.Name} seat is held";
        }

        foreach (var site in SitesWithIssues(c, verdict))
        {
            if (c.Account.Probes?.IssuesOn(site) is null)
                yield return $"issue activity on {c.Around.SiteName(site)}";
        }

        var tokensCanBeRead = !c.Account.IsUnmanaged && c.Around.Survey.TokensNotReadable is null;
        if (tokensCanBeRead && c.Account.Probes is not { TokenUsed.IsKnown: true })
            yield return "the use of API tokens";
    }

    private static IEnumerable<SiteId> SitesWithIssues(Case c, Verdict verdict) =>
        verdict.Seats.Where(u => c.Around.CanReadIssues(u.Seat.Resource)).Select(u => u.Seat.Site).Distinct();
}
