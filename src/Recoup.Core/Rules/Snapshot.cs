using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>Everything that a judgement depends on. The same snapshot gives the same bytes on every runtime.</summary>
public sealed record Snapshot(Survey Survey, Settings Settings, IReadOnlyList<Hold> Holds, IReadOnlyList<Account> Accounts)
{
    /// <summary>Scores and judges every account of a snapshot in JSON, and gives the findings as a JSON array.</summary>
    /// <exception cref="JsonException">The text is not a snapshot.</exception>
    public static string Judged(string json)
    {
        var snapshot = JsonSerializer.Deserialize(json, CoreJson.Default.Snapshot) ?? throw new JsonException("A snapshot is an object, not null.");
        var judge = new Judge(snapshot.Survey, snapshot.Settings, snapshot.Holds);
        var findings = new List<Recommendation>();
        foreach (var account in snapshot.Accounts)
            findings.AddRange(judge.Findings(account with { Kind = KindScore.Of(account) }, []));
        return JsonSerializer.Serialize(findings, CoreJson.Default.IReadOnlyListRecommendation);
    }
}
