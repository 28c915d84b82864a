using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Engine.Assisting;

namespace Recoup.Server.Output;

/// <summary>What the verbs print as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScanResult))]
[JsonSerializable(typeof(IReadOnlyList<ScanResult>))]
[JsonSerializable(typeof(IReadOnlyList<UserResult>))]
[JsonSerializable(typeof(UserRecordResult))]
[JsonSerializable(typeof(IReadOnlyList<SettingResult>))]
[JsonSerializable(typeof(IReadOnlyList<HoldResult>))]
[JsonSerializable(typeof(PeopleResult))]
[JsonSerializable(typeof(IReadOnlyList<AuditResult>))]
[JsonSerializable(typeof(IReadOnlyList<RoutedResult>))]
[JsonSerializable(typeof(IReadOnlyList<NoticeResult>))]
[JsonSerializable(typeof(ServiceAccountsResult))]
[JsonSerializable(typeof(HoldResult))]
[JsonSerializable(typeof(PlanHead))]
[JsonSerializable(typeof(ReportResult))]
[JsonSerializable(typeof(PlanOutput))]
[JsonSerializable(typeof(IReadOnlyList<PlanHead>))]
[JsonSerializable(typeof(RunOutput))]
[JsonSerializable(typeof(IReadOnlyList<Run>))]
[JsonSerializable(typeof(MoneyOutput))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(AssistantResult))]
[JsonSerializable(typeof(TriedKeyResult))]
[JsonSerializable(typeof(IReadOnlyList<AssistantCall>))]
[JsonSerializable(typeof(ShownPolicyResult))]
[JsonSerializable(typeof(FileCheckResult))]
[JsonSerializable(typeof(ShownPriceBookResult))]
[JsonSerializable(typeof(IReadOnlyList<SubscriptionResult>))]
[JsonSerializable(typeof(PolicyDiffResult))]
[JsonSerializable(typeof(IReadOnlyList<SignInResult>))]
[JsonSerializable(typeof(LinkResult))]
[JsonSerializable(typeof(SessionResult))]
[JsonSerializable(typeof(TokenResult))]
[JsonSerializable(typeof(IReadOnlyList<TokenResult>))]
public sealed partial class OutputJson : JsonSerializerContext
{
    /// <summary>Writes names in any script as they are.</summary>
    public static OutputJson Readable => field ??= new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
