using Recoup.Core.Policies;

namespace Recoup.Web.Configuring;

/// <summary>Settings that belong together.</summary>
/// <param name="Title">What people read above them.</param>
/// <param name="About">What they are about, a sentence or two.</param>
/// <param name="Settings">The settings.</param>
public sealed record SettingGroup(string Title, string About, IReadOnlyList<SettingName> Settings)
{
    /// <summary>What stands on an order form, of each product.</summary>
    private static readonly string[] Contract = ["plan.", "billing.", "purchased.", "renewal.", "tiers.", "onboarding."];

    /// <summary>Every setting, each in one group.</summary>
    public static IReadOnlyList<SettingGroup> All { get; } =
    [
        Of("Costs", "What one seat costs a month. That alone gives sums, marked as estimates.", IsCost),
        Of("Thresholds", "When somebody counts as idle. They are part of the policy, which says whom the rules speak of: recoup policy show prints it as a file, with groups and sites that are left alone, and recoup policy set keeps one. They count from the next scan or import on.", IsThreshold),
        Of("Approval, runs and reads", "What a second person decides, how runs go, and what is read.", s => !IsCost(s) && !IsThreshold(s) && !IsContract(s) && !IsAssistant(s)),
        Of("Claude", "Off by default. Its key, what it would be told and what it was asked have a page of their own, Claude.", IsAssistant),
        Of("Subscriptions", "What the order forms say. With it sums are no estimates: what an invoice will differ by, and from when. A price book, which recoup price-book set keeps, stands above it.", IsContract),
    ];

    /// <summary>What the page about Claude shows beside its switches.</summary>
    public static IReadOnlyList<SettingName> Assistant { get; } = [.. SettingName.All.Where(s => s.Name.StartsWith("ai.", StringComparison.Ordinal))];

    private static bool IsAssistant(SettingName setting) => setting.Name.StartsWith("ai.", StringComparison.Ordinal) || setting.Name.StartsWith("aiEnabled.", StringComparison.Ordinal);

    private static bool IsContract(SettingName setting) => Contract.Any(prefix => setting.Name.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsCost(SettingName setting) => setting.Name == "currency" || setting.Name.StartsWith("cost.", StringComparison.Ordinal);

    private static bool IsThreshold(SettingName setting) => setting.Name.StartsWith("threshold.", StringComparison.Ordinal);

    private static SettingGroup Of(string title, string about, Func<SettingName, bool> holds) => new(title, about, [.. SettingName.All.Where(holds)]);
}
