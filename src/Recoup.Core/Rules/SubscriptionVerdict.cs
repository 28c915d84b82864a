using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>A finding about all users of one subscription.</summary>
internal static class SubscriptionVerdict
{
    /// <param name="whole">The organisation.</param>
    /// <param name="rule">The rule's id.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="users">How many it has.</param>
    /// <param name="says">What the rule found.</param>
    /// <param name="saving">Indicative; null where nothing tells.</param>
    /// <param name="missing">What the rule cannot know, in words; null when nothing.</param>
    public static WholeVerdict Of(Whole whole, string rule, Subscription subscription, int users, string says, Saving? saving, string? missing = null)
    {
        var around = whole.Around;
        var doubt = whole.CountDoubt(subscription);
        return new(
            RecommendationId.OfSubscription(around.Survey.Org, rule, subscription.Key),
            subscription.Name,
            subscription.OnlyProduct ?? (subscription.Kind == SubscriptionKind.Guard ? Product.Guard : null),
            doubt is null && missing is null ? Tier.Certain : Tier.Review,
            RecommendedAction.Advise,
            doubt is null ? [] : ["G6"],
            [
                new("seats in use of the plan", users.ToString(CultureInfo.InvariantCulture), around.Survey.Source, around.Survey.Now),
                new("order form", says, "your settings", around.Survey.Now),
                .. missing is null ? Array.Empty<Evidence>() : [new("missing", missing, "your settings", around.Survey.Now)],
                .. doubt is null ? Array.Empty<Evidence>() : [new("guard G6", doubt, "the guards", around.Survey.Now)],
            ],
            saving is null ? [] : [saving]);
    }
}
