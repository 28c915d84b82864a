using Recoup.Core.Directory;
using Recoup.Core.Policies;

namespace Recoup.Core.Rules;

/// <summary>The thresholds that hold for one seat or account: its scope's, and the general ones where that is silent.</summary>
/// <param name="Inactive">D.</param>
/// <param name="NeverUsed">N.</param>
/// <param name="External">For externals.</param>
public sealed record Limits(TimeSpan Inactive, TimeSpan NeverUsed, TimeSpan External)
{
    public Limits(Settings settings)
        : this(settings.Inactive, settings.NeverUsed, settings.ExternalIdle)
    {
    }

    /// <summary>The same, but for what a scope says otherwise.</summary>
    internal Limits In(Scope scope) => new(Days(scope.InactiveDays) ?? Inactive, Days(scope.NeverUsedDays) ?? NeverUsed, Days(scope.ExternalDays) ?? External);

    private static TimeSpan? Days(int? days) => days is { } some ? TimeSpan.FromDays(some) : null;
}

/// <summary>Whom a policy's selectors are about.</summary>
internal static class Selection
{
    /// <summary>Whether a selector fits an account, as far as it is about accounts.</summary>
    public static bool FitsAccount(this Selector where, Account account, Circumstances around) =>
        (where.Domain is null || account.Domain == where.Domain) && (where.Group is null || IsIn(account, where.Group, around));

    /// <summary>Whether a selector fits a seat, as far as it is about seats.</summary>
    public static bool FitsSeat(this Selector where, Resource seat, Circumstances around) =>
        (where.Product is null || where.Product == seat.Product) && (where.Site is null || where.Site == seat.Site.Value || where.Site == around.SiteName(seat.Site));

    /// <summary>A scope of accounts fits with all their seats; one of seats with those alone.</summary>
    public static Scope? TryScope(Account account, Resource? seat, Circumstances around)
    {
        foreach (var scope in around.Settings.Scopes)
        {
            var fits = seat is { } resource ? scope.Where.FitsSeat(resource, around) : scope.Where.IsOfAccounts;
            if (fits && scope.Where.FitsAccount(account, around))
                return scope;
        }

        return null;
    }

    private static bool IsIn(Account account, string group, Circumstances around)
    {
        if (account.InGroups.Contains(group))
            return true;
        foreach (var seat in account.Seats)
        {
            foreach (var id in seat.Groups)
            {
                if (around.IsCalled(id, group))
                    return true;
            }
        }

        return false;
    }
}
