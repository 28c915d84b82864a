using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Rules;

namespace Recoup.Engine.Classification;

/// <summary>
/// All that an assistant is told of one account (P07). Minimised, not anonymised: a display name says who it is, except where
/// only its shape is told.
/// </summary>
/// <param name="Id">Its place in this question, such as <c>a1</c>; means nothing outside.</param>
/// <param name="Name">The display name, or its shape.</param>
/// <param name="Email">The pattern of the address.</param>
/// <param name="SignedIn">Whether anybody was ever seen to use a product with it; null where no source tells.</param>
/// <param name="Products">Names of the products it holds seats of.</param>
public sealed record ToldAccount(string Id, string Name, string Email, bool? SignedIn, IReadOnlyList<string> Products)
{
    public static ToldAccount Of(Account account, int place, AssistantSettings settings, Circumstances around) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a{place + 1}"),
        settings.Pseudonymous ? ToldName.Shape(account.Name) : ToldName.AsItIs(account.Name),
        AddressPattern.Of(account.Email, account.Name, around),
        account.LastUse.IsKnown ? account.LastUse.HasValue : null,
        [.. account.Seats.Select(s => s.Product.Name).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>What is asked about it, whom and how: the same for the same question, whatever its place.</summary>
    public string Fingerprint(string model) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new ToldAccounts([this with { Id = $"{KindQuestion.Version} {model}" }]), ToldJson.Default.ToldAccounts)));
}

/// <summary>The accounts of one question.</summary>
public sealed record ToldAccounts(IReadOnlyList<ToldAccount> Accounts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ToldAccounts))]
[JsonSerializable(typeof(KindAnswers))]
public sealed partial class ToldJson : JsonSerializerContext
{
    /// <summary>Names in any script as they are: a model reads them, no page.</summary>
    public static ToldJson Readable => field ??= new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
