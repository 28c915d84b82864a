using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Tests;

/// <summary>Lists of people, and accounts judged by them and among others. A list is of today where a test does not say otherwise.</summary>
internal static class MakePeople
{
    public static readonly AccountId Ann = new("712020:ann");

    public const string Address = "ann.smith@acme.example";

    /// <summary>The day of the scan.</summary>
    public static readonly DateOnly Today = DateOnly.FromDateTime(Make.Now.UtcDateTime);

    /// <summary>A row that names Ann's account.</summary>
    public static readonly ListedPerson ByAccount = new() { Account = Ann };

    /// <summary>A row that holds Ann's address and no account.</summary>
    public static readonly ListedPerson ByAddress = new() { Email = Address };

    public static PeopleList Listed(params ListedPerson[] rows) => new(Today, rows);

    public static PeopleList DaysOld(this PeopleList list, int days) => list with { AsOf = Today.AddDays(-days) };

    /// <summary>The first moment behind a day.</summary>
    public static DateTimeOffset After(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>A judge who knows a list of people, and every account that may be somebody's second one.</summary>
    public static Judge Judge(PeopleList? people = null, IReadOnlyList<Account>? among = null, Survey? survey = null, Settings? settings = null, IReadOnlyList<Hold>? holds = null)
    {
        var alone = new Circumstances(survey ?? Make.Survey, settings ?? Make.Settings, holds ?? [], new PeopleIndex(people ?? PeopleList.None));
        return new(new Circumstances(alone.Survey, alone.Settings, holds ?? [], alone.People, among is null ? null : Population(among, alone)));
    }

    /// <summary>Judged by a list of people.</summary>
    public static IReadOnlyList<Recommendation> JudgedBy(
        this Account account, PeopleList people, Survey? survey = null, Settings? settings = null, IReadOnlyList<Hold>? holds = null, IReadOnlyList<Recommendation>? earlier = null) =>
        Judge(people, null, survey, settings, holds).Findings(account, earlier ?? []);

    /// <summary>Judged among others, itself one of them.</summary>
    public static IReadOnlyList<Recommendation> JudgedAmong(
        this Account account, IReadOnlyList<Account> others, PeopleList? people = null, Survey? survey = null, Settings? settings = null, IReadOnlyList<Hold>? holds = null, IReadOnlyList<Recommendation>? earlier = null) =>
        Judge(people, [account, .. others], survey, settings, holds).Findings(account, earlier ?? []);

    /// <summary>The same finding, open since so long before now.</summary>
    public static Recommendation Open(this Recommendation finding, TimeSpan since) =>
        finding with { FirstSeen = Make.Now - since, OpenSince = Make.Now - since, LastSeen = Make.Now.AddDays(-1) };

    /// <summary>What a rule waits for; null when it has what it needs.</summary>
    public static string? WaitsFor(this Judge judge, string rule) => judge.Waiting().FirstOrDefault(w => w.Rule == rule)?.For;

    private static Population Population(IReadOnlyList<Account> accounts, Circumstances around)
    {
        var keys = new TwinKeys();
        foreach (var account in accounts)
            keys.Count(account, around);
        keys.Close();
        var population = new Population(around, keys);
        foreach (var account in accounts)
            population.Add(account);
        return population;
    }
}
