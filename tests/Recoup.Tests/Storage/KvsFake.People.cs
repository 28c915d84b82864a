using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.People;
using static System.FormattableString;

namespace Recoup.Tests.Storage;

/// <summary>The list of people in parts: a new list is written under a new number beside the old one, and the head that names it last.</summary>
public sealed partial class KvsFake
{
    private const int PeopleAPart = 500;

    public Task<PeopleList> PeopleAsync(OrgId org, CancellationToken cancellationToken)
    {
        if (PeopleHeadOf(org) is not { Parts: > 0 } head)
            return Task.FromResult(PeopleList.None);
        var rows = Enumerable.Range(0, head.Parts).SelectMany(part => TryGet(PeoplePart(org, head.Version, part), CoreJson.Default.IReadOnlyListListedPerson)!);
        return Task.FromResult(new PeopleList(head.AsOf, [.. rows]));
    }

    /// <summary>Writes the parts of a new list, which nobody sees before its head is written.</summary>
    /// <returns>The head.</returns>
    private KvsWrite WritePeople(OrgId org, PeopleList people)
    {
        var version = (PeopleHeadOf(org)?.Version ?? 0) + 1;
        var parts = people.Rows.Chunk(PeopleAPart).SelectMany(rows => Split(rows, CoreJson.Default.IReadOnlyListListedPerson)).ToList();
        Save(parts.Select((json, part) => new KvsWrite(PeoplePart(org, version, part), json)));
        return new(Key(org, "people"), JsonSerializer.Serialize(new PeopleHead(version, parts.Count, people.AsOf)));
    }

    /// <summary>Removes the parts that the head does not name: those of earlier lists, and of one that broke off.</summary>
    private void SweepPeople(OrgId org)
    {
        var head = PeopleHeadOf(org);
        var kept = Enumerable.Range(0, head?.Parts ?? 0).Select(part => PeoplePart(org, head!.Version, part)).ToHashSet();
        Save(Query(Key(org, "people", "")).Where(key => !kept.Contains(key)).Select(key => new KvsWrite(key, null)));
    }

    private int ForgetInPeople(OrgId org, AccountId account)
    {
        var people = PeopleAsync(org, default).Result;
        var addresses = List<string>(Key(org, "scans")).SelectMany(scan => Accounts(org, new(scan))).SelectMany(p => p.Accounts)
            .Where(a => a.Id == account).Select(a => a.Email?.ToLowerInvariant()).OfType<string>().ToHashSet();
        var left = people with { Rows = [.. people.Rows.Where(p => !p.IsAbout(account, addresses))] };
        if (left.Rows.Count < people.Rows.Count)
        {
            Save([WritePeople(org, left)]);
            kvs.Settle();
            SweepPeople(org);
        }

        return people.Rows.Count - left.Rows.Count;
    }

    private PeopleHead? PeopleHeadOf(OrgId org) => kvs.TryGet(Key(org, "people")) is { } json ? JsonSerializer.Deserialize<PeopleHead>(json) : null;

    private static string PeoplePart(OrgId org, int version, int part) => Key(org, "people", Invariant($"{version}"), Invariant($"{part}"));

    private sealed record PeopleHead(int Version, int Parts, DateOnly AsOf);
}
