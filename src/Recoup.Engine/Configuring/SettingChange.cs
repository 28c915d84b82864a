using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine.Pricing;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Configuring;

/// <summary>A setting as it was changed.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Settings">All of them from now on.</param>
/// <param name="Warnings">What is allowed and hardly meant, a sentence each.</param>
public sealed record SettingChange(SettingName Setting, Settings Settings, IReadOnlyList<string> Warnings)
{
    /// <summary>Sets one setting by its name; it counts from the next scan or import on.</summary>
    /// <param name="name">A name of <see cref="SettingName.All"/>.</param>
    /// <param name="text">Its new value; empty takes it away where that is possible.</param>
    public static async Task<(SettingChange? Changed, Refusal? Refusal)> SetAsync(Desk desk, string name, string text, CancellationToken cancellationToken)
    {
        if (SettingName.TryGet(name) is not { } setting)
            return (null, NoSetting(name));
        Refusal? refusal = null;
        var (before, after) = await Configuration.ChangeAsync(
            desk,
            settings =>
            {
                if (setting.Set(settings, text) is { } changed)
                    return (changed, Event(desk, setting, settings, changed));
                refusal = new("bad-value", $"\"{text}\" is not a value of {setting.Name}: {setting.Meaning}");
                return null;
            },
            cancellationToken);
        return refusal is null ? (new(setting, after, [.. await WarningsAsync(desk, setting, text, before, after, cancellationToken)]), null) : (null, refusal);
    }

    /// <summary>What is answered for a name that is none.</summary>
    public static Refusal NoSetting(string name) => new("no-setting", $"There is no setting \"{name}\". Settings are: {string.Join(", ", SettingName.All.Select(s => s.Name))}");

    private static async Task<List<string>> WarningsAsync(Desk desk, SettingName setting, string text, Settings before, Settings after, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        if (text.Length > 0 && !PriceBooks.Counts(setting, after))
            warnings.Add($"{setting.Name} does not count: the price book stands above it. See: recoup price-book list");
        foreach (var (product, day) in Renewals(before, after).Where(r => r.Day < DateOnly.FromDateTime(desk.Now.UtcDateTime)))
            warnings.Add($"{day:yyyy-MM-dd} has passed: until you set the next renewal of {product.Name}, nothing is said of what it would bring.");
        if (after.BillingContact is { } contact && await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is { } scan
            && await desk.Store.TryGetAccountAsync(desk.Org, scan.Id, contact, cancellationToken) is null)
            warnings.Add($"The last scan saw no account {contact}, so nobody is protected as billing contact. Look it up with: recoup users list --search NAME");
        return warnings;
    }

    /// <summary>Days of renewal that were not there before.</summary>
    private static IEnumerable<(Product Product, DateOnly Day)> Renewals(Settings before, Settings changed) =>
        from contract in changed.Contracts
        let day = contract.Value.Renews
        where day is not null && day != before.Contracts.GetValueOrDefault(contract.Key)?.Renews
        select (contract.Key, day.Value);

    private static AuditEvent Event(Desk desk, SettingName setting, Settings before, Settings changed)
    {
        // An account id is a person's: it stands where forgetting finds it, and never in a note about nobody.
        var (was, now) = (before.BillingContact, changed.BillingContact);
        return was == now
            ? desk.Event("settings.set", note: $"{setting.Name}: {Said(setting.Get(before))} → {Said(setting.Get(changed))}")
            : desk.Event("settings.set", now ?? was, $"{setting.Name} {(now is null ? "taken away" : was is null ? "set" : "changed")}");
    }

    private static string Said(string value) => value.Length == 0 ? "not set" : value;
}
