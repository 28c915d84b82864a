using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.People;

namespace Recoup.Forge.Kvs;

/// <summary>The list of people in parts: a new list is written beside the old one under an id of its own, and counts from the transaction on that names it.</summary>
public sealed partial class KvsStore
{
    private const int PeopleAPart = 500;

    public async Task<PeopleList> PeopleAsync(OrgId org, CancellationToken cancellationToken)
    {
        string? before = null;
        while (true)
        {
            var head = await kvs.TryReadStampedAsync(PeopleKey(org), KvsJson.Default.PeopleHead, cancellationToken);
            if (head?.Current is not { Parts: > 0 } list)
                return PeopleList.None;
            var parts = await kvs.ReadAsync([.. PartKeys(org, list)], CoreJson.Default.IReadOnlyListListedPerson, cancellationToken);
            // Between the two reads the list may have been replaced; then the head names another one.
            if (parts.Count == list.Parts || list.Id == before)
                return new(head.AsOf, [.. parts.SelectMany(rows => rows)]);
            before = list.Id;
        }
    }

    /// <summary>Writes the parts of a new list, which nobody sees yet, and waits with the head that names them.</summary>
    private static async Task WritePeopleAsync(Attempt attempt, OrgId org, PeopleList people)
    {
        var key = PeopleKey(org);
        var parts = people.Rows.Chunk(PeopleAPart).SelectMany(rows => Parts.Of(rows, CoreJson.Default.IReadOnlyListListedPerson)).ToList();
        var list = new ListParts(Attempt.NewStamp(), parts.Count);
        var head = await attempt.TryReadAsync(key, KvsJson.Default.PeopleHead) ?? PeopleHead.None;
        head = head with { Lists = [.. head.Lists, list] };
        await attempt.PutAsync(key, head, KvsJson.Default.PeopleHead);
        await attempt.SaveAsync();
        // Whoever sweeps this list away takes it out of the head first.
        await attempt.GuardAsync(key);
        foreach (var (part, json) in PartKeys(org, list).Zip(parts))
            attempt.Set(part, json);
        await attempt.SaveAsync();
        await attempt.PutAsync(key, head with { Id = list.Id, AsOf = people.AsOf }, KvsJson.Default.PeopleHead);
    }

    /// <summary>Removes every list but the one that counts: earlier ones, and what is left of an import that broke off.</summary>
    private async Task SweepPeopleAsync(OrgId org, CancellationToken cancellationToken)
    {
        var swept = await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var key = PeopleKey(org);
                var head = await attempt.TryReadAsync(key, KvsJson.Default.PeopleHead) ?? PeopleHead.None;
                // A new stamp alone stops an import that is still writing parts.
                await attempt.PutAsync(key, head, KvsJson.Default.PeopleHead);
                return head;
            },
            cancellationToken);
        var gone = swept.Lists.Where(l => l.Id != swept.Id).ToList();
        await kvs.DeleteAsync(gone.SelectMany(l => PartKeys(org, l)), cancellationToken);
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var key = PeopleKey(org);
                if (await attempt.TryReadAsync(key, KvsJson.Default.PeopleHead) is { } head)
                    await attempt.PutAsync(key, head with { Lists = [.. head.Lists.Except(gone)] }, KvsJson.Default.PeopleHead);
            },
            cancellationToken);
    }

    private async Task<int> ForgetInPeopleAsync(OrgId org, AccountId account, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(org, cancellationToken);
        var left = people with { Rows = [.. people.Rows.Where(p => !p.IsAbout(account, addresses))] };
        if (left.Rows.Count < people.Rows.Count)
        {
            await Attempt.MakeAsync(kvs, attempt => WritePeopleAsync(attempt, org, left), cancellationToken);
            await SweepPeopleAsync(org, cancellationToken);
        }

        return people.Rows.Count - left.Rows.Count;
    }

    private static string PeopleKey(OrgId org) => Keys.Of(org, "people");

    private static IEnumerable<string> PartKeys(OrgId org, ListParts list) =>
        Enumerable.Range(0, list.Parts).Select(part => Keys.Of(org, "people", list.Id, Keys.Number(part)));
}
