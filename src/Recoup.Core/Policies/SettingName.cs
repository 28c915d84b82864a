using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Plans;

namespace Recoup.Core.Policies;

/// <summary>A setting under the name that scripts use, such as <c>threshold.inactiveDays</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it is, with unit and range.</param>
/// <param name="Get">Its value as text; empty when not set.</param>
/// <param name="Set">Settings with another value, or null when the text is not one.</param>
public sealed record SettingName(string Name, string Meaning, Func<Settings, string> Get, Func<Settings, string, Settings?> Set)
{
    /// <summary>What has a price and a contract: the products with seats, and Guard, which is billed by person.</summary>
    private static IEnumerable<Product> Billed => [.. Product.WithSeats, Product.Guard];

    /// <summary>Every setting, in the order it is listed.</summary>
    public static readonly IReadOnlyList<SettingName> All =
    [
        .. Billed.Select(Cost),
        new("currency", "ISO 4217 code of every cost, such as USD", s => s.Currency,
            (s, text) => Money.Currency.IsValid(text) ? s with { Currency = text } : null),
        .. Threshold.All.Select(t => t.Named()),
        new("companyDomains", "your own mail domains, separated by commas, besides the verified ones", s => string.Join(',', s.CompanyDomains), SetDomains),
        new("billingContact", "account id of the person who receives the bills; protected like an admin", s => s.BillingContact?.Value ?? "",
            (s, text) => text.Length == 0 ? s with { BillingContact = null } : new AccountId(text) is { IsWellFormed: true } id ? s with { BillingContact = id } : null),
        new("billingZone", "how far the days of your bills are from UTC, such as +01:00, from -12:00 to +14:00; where summer time differs, the larger one", s => Offset(s.BillingOffsetMinutes),
            (s, text) => Offset(text) is { } minutes ? s with { BillingOffsetMinutes = minutes } : null),
        new("approval.above", $"seats of a plan above which a second person has to approve it, 0 to {Approval.Most}, since more are never for one person alone; empty for one in twenty of the seats held, at least 10 and at most {Approval.Most}", s => s.ApprovalAbove?.ToString(CultureInfo.InvariantCulture) ?? "",
            (s, text) => text.Length == 0 ? s with { ApprovalAbove = null } : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) && seats <= Approval.Most ? s with { ApprovalAbove = seats } : null),
        Whole("waves.soakHours", "hours that a run waits between two waves, 0 to 336; 0 goes on at once", 0, 336, s => s.SoakHours, (s, value) => s with { SoakHours = value ?? 0 }),
        Whole("notice.days", "days that people have to answer before anything is done about them, 0 to 60; 0 tells nobody", 0, 60, s => s.NoticeDays, (s, value) => s with { NoticeDays = value ?? 0 }),
        Whole("verify.afterMinutes", "minutes after a change until it is looked whether it holds, 0 to 1440; empty for 5", 0, 1440, s => s.VerifyAfterMinutes, (s, value) => s with { VerifyAfterMinutes = value }),
        Whole("limit.run", "accounts that one run may change, 1 to 1000000; empty for 1000", 1, 1_000_000, s => s.MostRowsARun, (s, value) => s with { MostRowsARun = value }),
        Whole("limit.day", "accounts that are changed on one day in UTC, 1 to 1000000; empty for 2000", 1, 1_000_000, s => s.MostRowsADay, (s, value) => s with { MostRowsADay = value }),
        Whole("limit.group", "accounts that one run takes out of the same group, 1 to 1000000; empty for 500", 1, 1_000_000, s => s.MostOutOfAGroup, (s, value) => s with { MostOutOfAGroup = value }),
        new("schedule.scan", "when recoup serve scans by itself, in UTC: 02:30 for every day, sun 02:30 for one day of the week; empty for never", s => s.ScanTimes?.ToString() ?? "",
            (s, text) => text.Length == 0 ? s with { ScanTimes = null } : ScanTimes.TryParse(text) is { } times ? s with { ScanTimes = times } : null),
        new("reads.extended", "whether project roles, filters, dashboards and counts of edits are read too: true or false", s => s.ExtendedReads ? "true" : "false",
            (s, text) => text is "true" or "false" ? s with { ExtendedReads = text == "true" } : null),
        .. AssistantSettingNames.All,
        .. Billed.SelectMany(ContractSettings.Of),
    ];

    /// <summary>Finds a setting by its exact name; null for a name that is none.</summary>
    public static SettingName? TryGet(string name) => All.FirstOrDefault(s => s.Name == name);

    private static SettingName Whole(string name, string meaning, int least, int most, Func<Settings, int?> get, Func<Settings, int?, Settings> set) => new(
        name,
        meaning,
        s => get(s)?.ToString(CultureInfo.InvariantCulture) ?? "",
        (s, text) => text.Length == 0 ? set(s, null)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? set(s, value)
            : null);

    private static SettingName Cost(Product product) => new(
        $"cost.{product.Value}",
        $"what one {(product == Product.Guard ? "person costs in Atlassian Guard" : $"{product.Name} seat costs")} per month, 0 to 10000; empty for not known",
        s => s.Costs.TryGetValue(product, out var cost) ? cost.ToString(CultureInfo.InvariantCulture) : "",
        (s, text) =>
        {
            var costs = new SortedDictionary<Product, decimal>(s.Costs.ToDictionary(), Settings.ByName);
            if (text.Length == 0)
                costs.Remove(product);
            else if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cost) && cost <= 10_000)
                costs[product] = cost;
            else
                return null;
            return s with { Costs = costs };
        });

    private static string Offset(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}");

    private static int? Offset(string text)
    {
        if (text.Length != 6 || text[0] is not ('+' or '-') || !TimeOnly.TryParseExact(text[1..], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return null;
        var minutes = (int)time.ToTimeSpan().TotalMinutes * (text[0] == '-' ? -1 : 1);
        return minutes is >= -12 * 60 and <= 14 * 60 ? minutes : null;
    }

    private static Settings? SetDomains(Settings settings, string text)
    {
        var domains = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => d.ToLowerInvariant()).Distinct().ToList();
        return domains.TrueForAll(MailDomain.IsOne)
            ? settings with { CompanyDomains = domains }
            : null;
    }
}
