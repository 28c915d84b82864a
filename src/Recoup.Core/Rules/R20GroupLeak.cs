using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R20: a group gives several products, and at least 40 % of its members, 10 or more, do not use one of them: the group is what has to be split.</summary>
public sealed class R20GroupLeak : IRule
{
    public const double Share = 0.4;
    public const int Fewest = 10;

    public string Id => "R20";

    public string Title => "group gives a product that its members do not use";

    public string ChangesOurMind => "A season to come in which the members use it, or members who are to change.";

    public IReadOnlyList<WholeVerdict> Judge(Whole whole) =>
        [.. whole.Groups.Where(u => whole.Around.GivesSeveral(u.Group) && IsLeak(u)).GroupBy(u => u.Group).Select(group => Found(whole, group.Key, [.. group]))];

    private static bool IsLeak(GroupUse use) => use.Unused >= Fewest && use.UnusedShare >= Share;

    private static WholeVerdict Found(Whole whole, GroupId group, IReadOnlyList<GroupUse> all)
    {
        var around = whole.Around;

        // What the policy leaves alone does not hide what it does not.
        IReadOnlyList<GroupUse> open = [.. all.Where(l => around.TryExclusion(l) is null)];
        var leaks = open.Count > 0 ? open : all;
        var grant = around.TryGetGroup(group);
        var doubts = new List<Evidence>();
        var guards = new List<string>();
        foreach (var leak in leaks)
            Doubt("G5", around.FeedDoubt(leak.Resource.Product));
        Doubt("G6", leaks.Select(l => whole.CountDoubt(l.Resource.Product)).FirstOrDefault(d => d is not null));
        var exclusion = leaks.Select(l => around.TryExclusion(l)).FirstOrDefault(e => e is not null);
        Doubt("G3", exclusion is null ? null : $"the policy leaves {exclusion.Where} alone: {exclusion.Reason}");
        if (grant is { Writable: false })
        {
            guards.Add("G7");
            doubts.Add(new("guard G7", $"the group {grant.Name} is kept by the identity provider", "the guards", around.Survey.Now));
        }

        return new(
            RecommendationId.OfGroup(around.Survey.Org, "R20", group),
            grant?.Name ?? group.Value,
            leaks is [var one] ? one.Resource.Product : null,
            exclusion is not null ? Tier.Excluded : guards.Exists(g => g != "G7") ? Tier.Review : Tier.Probable,
            exclusion is null && guards.Contains("G7") ? RecommendedAction.RouteOut : RecommendedAction.Advise,
            guards,
            [
                .. leaks.Select(l => new Evidence(
                    $"{l.Resource.Product.Name} on {around.SiteName(l.Resource.Site)}",
                    string.Create(CultureInfo.InvariantCulture, $"{l.Idle + l.Never} of {l.Members} members do not use it ({l.UnusedShare:P0}): {l.Idle} idle, {l.Never} never"),
                    around.Survey.Source,
                    around.Survey.Now)),
                new("instead", "a group of its own for this product, with those who use it", "the rule", around.Survey.Now),
                .. doubts,
            ],
            whole.SavingsOf([.. leaks.Select(l => (l.Resource, l.Idle + l.Never))]));

        void Doubt(string guard, string? why)
        {
            if (why is null || guards.Contains(guard))
                return;
            guards.Add(guard);
            doubts.Add(new($"guard {guard}", why, "the guards", around.Survey.Now));
        }
    }
}
