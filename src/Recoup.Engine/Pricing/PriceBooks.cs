using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Files;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Engine.Configuring;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Pricing;

/// <summary>The price book of an organisation: what is kept of it, and what it stands above.</summary>
public static class PriceBooks
{
    /// <summary>What is hardly meant, by itself or beside the last scan; without a scan, by itself.</summary>
    /// <param name="settings">The organisation's settings with the book.</param>
    public static async Task<IReadOnlyList<FileProblem>> WarningsAsync(Desk desk, PriceBookReading reading, Settings settings, CancellationToken cancellationToken) =>
        await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is { } scan
            ? [.. reading.Warnings.Concat(PriceBookReach.Doubts(reading, scan.Survey, scan.Money(settings, desk.Now))).OrderBy(w => w.Line)]
            : reading.Warnings;

    /// <summary>Keeps a price book in place of the one before.</summary>
    /// <returns>The settings before and after; the same where that book was kept already.</returns>
    public static Task<(Settings Before, Settings After)> SetAsync(Desk desk, PriceBook book, CancellationToken cancellationToken) => Configuration.ChangeAsync(
        desk,
        before => before.PriceBook is { } held && PriceBookText.Of(held) == PriceBookText.Of(book) ? null : Changed(desk, "price-book.set", before, before with { PriceBook = book }, book),
        cancellationToken);

    /// <summary>Removes the price book.</summary>
    /// <returns>Why not; null when it is gone.</returns>
    public static async Task<Refusal?> ClearAsync(Desk desk, CancellationToken cancellationToken)
    {
        var (before, _) = await Configuration.ChangeAsync(
            desk,
            before => before.PriceBook is { } book ? Changed(desk, "price-book.clear", before, before with { PriceBook = null }, book) : null,
            cancellationToken);
        return before.PriceBook is null ? None(desk.Org) : null;
    }

    /// <summary>What is answered where there is none.</summary>
    public static Refusal None(OrgId org) => new("no-price-book", $"There is no price book for {org}");

    /// <summary>Settings that are set and do not count.</summary>
    public static IEnumerable<SettingName> NotUsed(Settings settings) => SettingName.All.Where(s => s.Get(settings).Length > 0 && !Counts(s, settings));

    /// <summary>Whether a setting counts beside the price book; where that names some sites of its product, numbers of users on all sites do not.</summary>
    public static bool Counts(SettingName setting, Settings settings)
    {
        if (settings.PriceBook is not { } book || Product.WithSeats.Append(Product.Guard).Where(p => setting.Name.EndsWith($".{p.Value}", StringComparison.Ordinal)).ToList() is not [var product])
            return true;
        return !book.Settles(product) && !(book.Names(product) && setting.Name.Split('.')[0] is "purchased" or "tiers" or "onboarding");
    }

    private static (Settings, Core.Audit.AuditEvent) Changed(Desk desk, string action, Settings before, Settings after, PriceBook about) => (
        after,
        desk.Event(action, note: $"{PriceBook.Hash(before)} → {PriceBook.Hash(after)}") with
        {
            Numbers = new Dictionary<string, long> { ["subscriptions"] = about.Subscriptions.Count, ["priceLists"] = about.Subscriptions.Sum(s => s.Prices.Count) },
        });
}
