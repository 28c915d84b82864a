using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Core.Runs;

namespace Recoup.Core;

/// <summary>The JSON of everything that is stored or printed: source-generated, so that it is the same after trimming and in WebAssembly.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(IReadOnlyList<Account>))]
[JsonSerializable(typeof(Recommendation))]
[JsonSerializable(typeof(IReadOnlyList<Recommendation>))]
[JsonSerializable(typeof(Settings))]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(PlanHead))]
[JsonSerializable(typeof(IReadOnlyList<PlanRow>))]
[JsonSerializable(typeof(IReadOnlyList<SkippedRow>))]
[JsonSerializable(typeof(IReadOnlyList<ListedPerson>))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(RunRow))]
public sealed partial class CoreJson : JsonSerializerContext
{
    /// <summary>Writes names in any script as they are; only for files and terminals, never into a page.</summary>
    public static CoreJson Readable => field ??= new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
