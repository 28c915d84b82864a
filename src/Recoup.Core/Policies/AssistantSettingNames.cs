using System.Globalization;

namespace Recoup.Core.Policies;

/// <summary>Everything about the assistant that may be set; its key is a secret and no setting.</summary>
internal static class AssistantSettingNames
{
    private const int LongestModel = 64;

    public static IEnumerable<SettingName> All =>
    [
        Switch("aiEnabled.classifier", "whether Claude is asked what accounts are whose kind is open, which needs a key too: true or false; it only ever adds caution", a => a.Classifier, (a, on) => a with { Classifier = on }),
        Switch("aiEnabled.summary", "whether Claude writes the summary of a scan from its totals, which needs a key too: true or false", a => a.Summary, (a, on) => a with { Summary = on }),
        Switch("ai.pseudonymous", "whether Claude is told the shape of a name, such as Xxxx Xxxxxx, in place of the name: true or false", a => a.Pseudonymous, (a, on) => a with { Pseudonymous = on }),
        Of("ai.model", $"the model that is asked, such as {AssistantSettings.UsualModel}", a => a.Model, (a, text) => IsModel(text) ? a with { Model = text } : null),
        Of("ai.price", "what the model costs in USD per million tokens, sent/answered, such as 1/5; empty for not known: then calls are counted at 10/50, which no model exceeds",
            a => a.Price is { } price ? $"{Text(price.In)}/{Text(price.Out)}" : "", (a, text) => text.Length == 0 ? a with { Price = null } : Price(text) is { } price ? a with { Price = price } : null),
        Sum("ai.limit.scan", "USD that Claude may cost in one scan, 0 to 1000; empty for 2", a => a.MostAScan, (a, sum) => a with { MostAScan = sum }),
        Sum("ai.limit.month", "USD that Claude may cost in one month in UTC, 0 to 10000; empty for 20", a => a.MostAMonth, (a, sum) => a with { MostAMonth = sum }, 10_000),
    ];

    private static SettingName Of(string name, string meaning, Func<AssistantSettings, string> get, Func<AssistantSettings, string, AssistantSettings?> set) => new(
        name, meaning, s => get(s.Assistant), (s, text) => set(s.Assistant, text) is { } changed ? s with { Assistant = changed } : null);

    private static SettingName Switch(string name, string meaning, Func<AssistantSettings, bool> get, Func<AssistantSettings, bool, AssistantSettings> set) =>
        Of(name, meaning, a => get(a) ? "true" : "false", (a, text) => text is "true" or "false" ? set(a, text == "true") : null);

    private static SettingName Sum(string name, string meaning, Func<AssistantSettings, decimal?> get, Func<AssistantSettings, decimal?, AssistantSettings> set, int most = 1_000) =>
        Of(name, meaning, a => get(a) is { } sum ? Text(sum) : "", (a, text) => text.Length == 0 ? set(a, null) : Amount(text, most) is { } sum ? set(a, sum) : null);

    private static TokenPrice? Price(string text) =>
        text.Split('/') is [var sent, var answered] && Amount(sent, 1_000) is { } dearIn && Amount(answered, 1_000) is { } dearOut ? new(dearIn, dearOut) : null;

    private static decimal? Amount(string text, int most) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= most ? amount : null;

    private static bool IsModel(string text) =>
        text.Length is > 0 and <= LongestModel && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
