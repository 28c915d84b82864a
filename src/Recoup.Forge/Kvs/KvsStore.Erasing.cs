using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>
/// Removing for good. What there is, is read from the lists and indexes, which are strict; they go last, so that an erasure that
/// breaks off can be repeated. A query afterwards finds what a save left that broke off. The entry comes after everything.
/// </summary>
public sealed partial class KvsStore
{
    public async Task<int> EraseAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await SettleAsync(erasure.Org, cancellationToken);
        await SweepPendingAsync(erasure.Org, null, cancellationToken);
        var (removed, told) = erasure switch
        {
            Erasure.Data data => (await EraseDataAsync(data.Org, cancellationToken), data.Event),
            Erasure.Person person => (await ErasePersonAsync(person.Org, person.Account, cancellationToken), person.Event),
            Erasure.Everything everything => (await EraseDataAsync(everything.Org, cancellationToken) + await EraseAuditAsync(everything.Org, cancellationToken), everything.Event),
            _ => throw new InvalidOperationException($"{erasure.GetType().Name} is no erasure."),
        };
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                await attempt.LoadAsync(HeadKey(told.Chain));
                await AppendAsync(attempt, told, cancellationToken);
            },
            cancellationToken);
        return removed;
    }

    private async Task<int> EraseDataAsync(OrgId org, CancellationToken cancellationToken)
    {
        var removed = 0;
        var gone = new List<string> { Keys.Of(org, "connection") };
        foreach (var scan in await Lists.ReadAsync(kvs, org, Lists.Scans, cancellationToken))
        {
            removed += await ForgetScanAsync(org, new(scan.Id), cancellationToken);
            gone.Add(Keys.Of(org, "scan", scan.Id));
        }

        gone.AddRange((await FindingRowsAsync(org, BucketKeys(org), cancellationToken)).Select(r => FindingKey(org, r.Id)));
        foreach (var plan in await Lists.ReadAsync(kvs, org, Lists.Plans, cancellationToken))
            gone.AddRange(await PlanKeysAsync(org, plan.Id, cancellationToken));
        foreach (var run in await ReadRunsAsync(org, [.. (await Lists.ReadAsync(kvs, org, Lists.Runs, cancellationToken)).Select(e => e.Id)], cancellationToken))
            gone.AddRange([.. Enumerable.Range(1, run.Rows).Select(number => RunRowKey(org, run.Id.Value, number)), WantedKey(org, run.Id.Value), RunKey(org, run.Id.Value)]);
        if (await kvs.TryReadStampedAsync(PeopleKey(org), KvsJson.Default.PeopleHead, cancellationToken) is { } people)
            gone.AddRange(people.Lists.SelectMany(list => PartKeys(org, list)));
        foreach (var secret in (await kvs.TryReadStampedAsync(SecretBook.Key(org), KvsJson.Default.SecretBook, cancellationToken))?.Kept ?? [])
            await kvs.DeleteSecretAsync(secret, cancellationToken);
        await kvs.DeleteAsync(gone, cancellationToken);
        var audit = Keys.Of(org, "audit", "");
        await kvs.DeleteAsync((await kvs.KeysAsync(Keys.Of(org, ""), cancellationToken)).Where(key => !key.StartsWith(audit, StringComparison.Ordinal)), cancellationToken);
        foreach (var some in BucketKeys(org).Concat(HoldKeys(org)).Chunk(KvsLimits.WritesATransaction))
            await DropAsync(some, cancellationToken);
        await DropAsync([Keys.Of(org, "settings"), PeopleKey(org), PendingKey(org), SecretBook.Key(org), Keys.Of(org, Lists.Scans), Keys.Of(org, Lists.Plans), Keys.Of(org, Lists.Runs)], cancellationToken);
        return removed + gone.Count;
    }

    private async Task<int> EraseAuditAsync(OrgId org, CancellationToken cancellationToken)
    {
        var chain = AuditChain.Of(org);
        var gone = new List<string>();
        var stored = await EntriesAsync(chain, new(1, long.MaxValue), cancellationToken);
        foreach (var (number, entry) in stored)
        {
            gone.Add(EntryKey(chain, number));
            if (AuditRecord.TryParse(entry.Record) is not { } record)
                continue;
            gone.Add(NameKey(chain, record.Actor));
            if (record.Subject is { } subject)
                gone.AddRange([NameKey(chain, subject), NotesOfKey(chain, subject)]);
            if (record.Note is { } note)
                gone.Add(NoteKey(chain, note));
        }

        var names = await kvs.ManyAsync(gone, cancellationToken);
        foreach (var key in gone.Where(key => key.StartsWith(Keys.Of(chain, "name", ""), StringComparison.Ordinal) && names.ContainsKey(key)).ToList())
        {
            var name = Read(names[key], KvsJson.Default.String);
            gone.AddRange([ByNameKey(chain, ActorKind, name), ByNameKey(chain, AccountKind, name)]);
        }

        await kvs.DeleteAsync(gone, cancellationToken);
        await kvs.DeleteAsync(await kvs.KeysAsync(Keys.Of(chain, ""), cancellationToken), cancellationToken);
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                await attempt.LoadAsync(HeadKey(chain), LeaseKey(org, Jobs.Scan), LeaseKey(org, Jobs.Run));
                foreach (var key in new[] { HeadKey(chain), LeaseKey(org, Jobs.Scan), LeaseKey(org, Jobs.Run) })
                    await attempt.DropAsync(key);
                if (await attempt.TryReadAsync(Keys.Organizations, KvsJson.Default.ListString) is { } orgs)
                    await attempt.PutAsync(Keys.Organizations, [.. orgs.Where(o => o != org.Value)], KvsJson.Default.ListString);
            },
            cancellationToken);
        return stored.Count;
    }

    private async Task<int> ErasePersonAsync(OrgId org, AccountId account, CancellationToken cancellationToken)
    {
        var (removed, addresses) = await EraseFromScansAsync(org, account, cancellationToken);
        removed += await ForgetInPeopleAsync(org, account, addresses, cancellationToken);
        var plans = new List<string>();
        foreach (var plan in await PlansAsync(org, new(int.MaxValue, account), cancellationToken))
        {
            await kvs.DeleteAsync(await PlanKeysAsync(org, plan.Id, cancellationToken), cancellationToken);
            plans.Add(plan.Id);
        }

        var rows = new List<string>();
        foreach (var run in await Lists.ReadAsync(kvs, org, Lists.Runs, cancellationToken))
            rows.AddRange((await RunRowsAsync(org, new() { Run = new(run.Id), Account = account }, cancellationToken)).Select(r => RunRowKey(org, run.Id, r.Number)));
        await kvs.DeleteAsync(rows, cancellationToken);
        return removed + plans.Count + rows.Count + await EraseNamesAsync(AuditChain.Of(org), account, cancellationToken) + await EraseNamesAsync(AuditChain.Installation, account, cancellationToken) + await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var bucket = BucketKey(org, account.Value);
                await attempt.LoadAsync(bucket, HoldKey(org, account), Keys.Of(org, Lists.Plans));
                var findings = (await attempt.TryReadAsync(bucket, KvsJson.Small.FindingCells))?.Read().Where(r => r.Account == account.Value).Select(r => r.Id).ToList() ?? [];
                if (findings.Count > 0)
                    await RemoveFindingsAsync(attempt, bucket, org, findings);
                foreach (var plan in plans)
                    await Lists.RemoveAsync(attempt, org, Lists.Plans, plan);
                return findings.Count + await WriteHoldsAsync(attempt, org, new Dictionary<AccountId, Hold?> { [account] = null });
            },
            cancellationToken);
    }

    /// <summary>Takes an account out of the pages that have it, and removes listings that name it.</summary>
    /// <returns>From how many pages, and the addresses that the account had.</returns>
    private async Task<(int Removed, HashSet<string> Addresses)> EraseFromScansAsync(OrgId org, AccountId account, CancellationToken cancellationToken)
    {
        var removed = 0;
        var addresses = new HashSet<string>();
        var quoted = $"\"{System.Text.Json.JsonEncodedText.Encode(account.Value)}\"";
        foreach (var id in (await Lists.ReadAsync(kvs, org, Lists.Scans, cancellationToken)).Select(e => new ScanId(e.Id)))
        {
            var pages = await PagesAsync(org, id, cancellationToken);
            var numbers = (await RowsAsync(org, id, pages, cancellationToken)).Where(r => r.Id == account).Select(r => r.Page).Distinct().ToList();
            foreach (var number in numbers)
            {
                var page = (await AccountPagesAsync(org, id, number, 1, cancellationToken)).Single();
                addresses.UnionWith(page.Accounts.Where(a => a.Id == account).Select(a => a.Email?.ToLowerInvariant()).OfType<string>());
                await RewritePageAsync(org, id, page with { Accounts = [.. page.Accounts.Where(a => a.Id != account)] }, cancellationToken);
                removed++;
            }

            if (numbers.Count > 0 && pages.Places > 0)
                await WritePlacesAsync(org, id, cancellationToken);
            var listings = (await kvs.TryReadStampedAsync(CountKey(org, id), KvsJson.Default.Count, cancellationToken))?.Value ?? 0;
            var documents = await kvs.ManyAsync(Enumerable.Range(0, listings).Select(number => ListingKey(org, id, number)), cancellationToken);
            await kvs.DeleteAsync(documents.Where(d => d.Value.Contains(quoted, StringComparison.Ordinal)).Select(d => d.Key), cancellationToken);
        }

        return (removed, addresses);
    }

    /// <summary>Takes a person's name and notes out of a log; the records stay as they are and no longer lead to anybody. Also where the person acted.</summary>
    private Task<int> EraseNamesAsync(AuditChain chain, AccountId account, CancellationToken cancellationToken) =>
        Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                await attempt.LoadAsync(HeadKey(chain));
                string[] kinds = [ByNameKey(chain, ActorKind, account.Value), ByNameKey(chain, AccountKind, account.Value)];
                var known = await kvs.GetAsync(kinds, cancellationToken);
                if (known.Count == 0)
                    return 0;
                foreach (var (key, json) in known)
                {
                    var alias = AuditAlias.From(Read(json, KvsJson.Default.String));
                    foreach (var note in await kvs.TryReadAsync(NotesOfKey(chain, alias), KvsJson.Default.ListString, cancellationToken) ?? [])
                        attempt.Delete(NoteKey(chain, AuditAlias.From(note)));
                    attempt.Delete(NotesOfKey(chain, alias));
                    attempt.Delete(NameKey(chain, alias));
                    attempt.Delete(key);
                }

                // The entries stay, and the head; a new stamp alone turns away whoever is about to name the person by the old alias.
                if (await attempt.TryReadAsync(HeadKey(chain), KvsJson.Default.String) is { } head)
                    await attempt.PutAsync(HeadKey(chain), head, KvsJson.Default.String);
                return known.Count;
            },
            cancellationToken);
}
