using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Money;
using Recoup.Core.People;
using Recoup.Core.Policies;

namespace Recoup.Core.Rules;

/// <summary>
/// What a scan judged by besides what it read, each part as SHA-256 in lower-case hex: when one of them has changed since, the
/// findings may say what nobody would say now.
/// </summary>
/// <param name="Policy">The policy, as a plan names it: see <see cref="PolicyFile.Hash(Settings)"/>.</param>
/// <param name="Terms">The organisation's own mail domains, which plan each product is on, and what people said accounts are.</param>
/// <param name="People">The list of people.</param>
public sealed record JudgedBy(string Policy, string Terms, string People)
{
    public static JudgedBy Of(Settings settings, PeopleList people) => new(
        PolicyFile.Hash(settings),
        Hex(JsonSerializer.SerializeToUtf8Bytes(new JudgedTerms(
            [.. settings.CompanyDomains.Order(StringComparer.Ordinal)],
            [.. PriceBook.Effective(settings).Select(s => new JudgedPlan(s.Name, s.Plan?.ToString())).OrderBy(p => p.Name, StringComparer.Ordinal)],
            settings.KindsSaid.Count == 0 ? null : [.. settings.KindsSaid.OrderBy(k => k.Account.Value, StringComparer.Ordinal)]), JudgedByJson.Default.JudgedTerms)),
        Hex(JsonSerializer.SerializeToUtf8Bytes(people, JudgedByJson.Default.PeopleList)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

internal sealed record JudgedTerms(IReadOnlyList<string> Domains, IReadOnlyList<JudgedPlan> Plans, IReadOnlyList<SaidKind>? Kinds);

internal sealed record JudgedPlan(string Name, string? Plan);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JudgedTerms))]
[JsonSerializable(typeof(PeopleList))]
internal sealed partial class JudgedByJson : JsonSerializerContext;
