using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>Everything that a judgement depends on. The same snapshot gives the same bytes on every runtime.</summary>
public sealed record Snapshot(Survey Survey, Settings Settings, IReadOnlyList<Hold> Holds, IReadOnlyList<Account> Accounts)
{
    /// <summary>What HR or the identity provider says of people; null for nothing.</summary>
    public PeopleList? People { get; init; }

    /// <summary>Scores and judges every account of a snapshot in JSON, and gives the findings as a JSON array.</summary>
    /// <exception cref="JsonException">The text is not a snapshot.</exception>
    public static string Judged(string json)
    {
        var snapshot = JsonSerializer.Deserialize(json, CoreJson.Default.Snapshot) ?? throw new JsonException("A snapshot is an object, not null.");
        var people = new PeopleIndex(snapshot.People ?? PeopleList.None);
        var around = new Circumstances(snapshot.Survey, snapshot.Settings, snapshot.Holds, people);
        var accounts = snapshot.Accounts.Select(a => a with { Kind = around.KindOf(a) }).ToList();
        var held = Headcount.Of(accounts);
        var judge = new Judge(new Circumstances(snapshot.Survey, snapshot.Settings, snapshot.Holds, people, Population.Of(accounts, around), held));
        List<Recommendation> findings = [.. accounts.SelectMany(a => judge.Findings(a, []))];
        findings.AddRange(judge.Findings(held, ready: new(), []));
        return JsonSerializer.Serialize(findings, CoreJson.Default.IReadOnlyListRecommendation);
    }
}
