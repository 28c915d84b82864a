using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// What must be known before a finding may be more than a question for a person (RULES 1). A signal that cannot be had at
/// all (a site not connected, tokens the key may not read) is not required; one that could be had and was not answered is.
/// </summary>
internal static class RequiredSignals
{
    public static IEnumerable<string> Missing(Case c, Verdict verdict, bool hopeful)
    {
        var account = c.Account;

        // Nobody asks about an account that could not be acted on anyway: what was not asked is then not what holds it back.
        var asked = !hopeful && (verdict.Tier > Tier.Review || account.Probes is not null);
        if (account.Kind.Value == AccountKind.Unknown)
            yield return $"whether this is a person: {string.Join(", ", account.Kind.Because)}";
        if (account.PlatformRoles is null)
            yield return "whether this is an admin";
        if (!c.NewestUse.IsKnown)
            yield return "the use of every product";
        foreach (var use in verdict.Seats)
        {
            if (asked && use.Seat.Path == SeatPath.Unknown)
                yield return $"how the {use.Seat.Product.Name} seat is held";
        }

        foreach (var site in verdict.Seats.Where(u => c.Around.CanReadIssues(u.Seat.Resource)).Select(u => u.Seat.Site).Distinct())
        {
            if (account.Probes?.IssuesOn(site) is not { } issues)
            {
                if (asked)
                    yield return $"issue activity on {c.Around.SiteName(site)}";
            }
            else if (issues.Reported > 0)
            {
                yield return $"an explanation: {(issues.Reported == 1 ? "an issue was" : $"{issues.Reported} issues were")} reported on {c.Around.SiteName(site)} within {c.Settings.InactiveDays} days";
            }
        }

        var tokensCanBeRead = account.IsManaged && c.Around.Survey.TokensNotReadable is null;
        if (asked && tokensCanBeRead && account.Probes is not { TokenUsed.IsKnown: true })
            yield return "the use of API tokens";
    }
}
