using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Forge.Hosting;

/// <summary>Tells the platform about whom personal data is kept, and hears of whom it has to go.</summary>
/// <param name="scope">The invocation's number.</param>
internal sealed class HostPrivacy(int scope)
{
    /// <summary>As many as the platform takes at a time.</summary>
    public const int Most = 90;

    /// <returns>Accounts that are closed, and accounts of which something is another than before.</returns>
    public async Task<(IReadOnlyList<AccountId> Closed, IReadOnlyList<AccountId> Updated)> ReportAsync(IEnumerable<(AccountId Account, DateTimeOffset At)> kept)
    {
        KeptAccount[] accounts = [.. kept.Select(k => new KeptAccount(k.Account.Value, k.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)))];
        var text = await Host.CallAsync(scope, "privacy.report", JsonSerializer.Serialize(accounts, PrivacyJson.Default.KeptAccountArray));
        var news = JsonSerializer.Deserialize(text!, PrivacyJson.Default.AccountNewsArray)!;
        return ([.. Of("closed")], [.. Of("updated")]);

        IEnumerable<AccountId> Of(string status) => news.Where(n => n.Status == status).Select(n => new AccountId(n.AccountId));
    }
}

internal sealed record KeptAccount(string AccountId, string UpdatedAt);

internal sealed record AccountNews(string AccountId, string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptAccount[]))]
[JsonSerializable(typeof(AccountNews[]))]
internal sealed partial class PrivacyJson : JsonSerializerContext;
