using Microsoft.Extensions.Time.Testing;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Auditing;
using Recoup.Engine.Scanning;
using Recoup.Forge.Kvs;

namespace Recoup.Tests.Storage;

/// <summary>
/// Several stores over one key-value store at the same time. Between any two calls another flow may go on; which one, a seed
/// decides, so that a failure can be seen again.
/// </summary>
public sealed class KvsCrowdFacts
{
    private const int Seeds = 150;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P14_Two_stores_that_commit_at_once_make_one_whole_chain()
    {
        await InTurnsAsync(async (kvs, turns) =>
        {
            await turns.RunAsync([.. Writers(kvs, 3).Select((store, writer) => (Func<Task>)(async () =>
            {
                for (var i = 0; i < 4; i++)
                    await store.CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, $"w{writer}.n{i}", new($"a-{i}"), $"note {writer} {i}")) { Holds = new Dictionary<AccountId, Hold?> { [new($"h-{writer}-{i}")] = new(new($"h-{writer}-{i}"), "Zoë", "leave", new(2027, 3, 31)) } }, Cancel);
            }))]);
            await turns.RunAsync([async () =>
            {
                var store = Writers(kvs, 1)[0];
                (await StoredLog.VerifyAsync(store, AuditChain.Of(Some.Org), null, Cancel)).Fault.ShouldBeNull();
                var entries = await store.AuditAsync(AuditChain.Of(Some.Org), new(1, 99), Cancel);
                entries.Select(e => AuditRecord.TryParse(e.Entry.Record)!.Action).Order().ShouldBe(from w in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 4) select $"w{w}.n{i}");
                entries.Select(e => e.Note).ShouldAllBe(note => note != null && note.StartsWith("note "));
                entries.Select(e => AuditRecord.TryParse(e.Entry.Record)!.Actor).Distinct().Count().ShouldBe(1, "one alias for one person");
                (await store.HoldsAsync(Some.Org, Cancel)).Count.ShouldBe(12);
            }]);
        });
    }

    [Fact]
    public async Task Settings_that_two_change_at_once_are_those_of_one_and_the_other_is_told()
    {
        await InTurnsAsync(async (kvs, turns) =>
        {
            var refused = 0;
            var writers = Writers(kvs, 3);
            await turns.RunAsync([.. writers.Select((store, writer) => (Func<Task>)(async () =>
            {
                try
                {
                    await store.CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, "settings.set")) { SettingsBefore = new(), Settings = new Settings { InactiveDays = 50 + writer } }, Cancel);
                }
                catch (SettingsChangedException)
                {
                    refused++;
                }
            }))]);
            refused.ShouldBe(2);
            await turns.RunAsync([async () =>
            {
                (await writers[0].SettingsAsync(Some.Org, Cancel)).InactiveDays.ShouldBeInRange(50, 52);
                (await writers[0].TryGetAuditHeadAsync(AuditChain.Of(Some.Org), Cancel))!.Seq.ShouldBe(1);
            }]);
        });
    }

    [Fact]
    public async Task Of_many_that_ask_for_a_lease_at_once_one_gets_it_and_each_new_owner_a_number_of_its_own()
    {
        await InTurnsAsync(async (kvs, turns) =>
        {
            var first = new List<Lease>();
            var takers = new List<Lease>();
            await turns.RunAsync([.. Writers(kvs, 4).Select((store, writer) => (Func<Task>)(async () =>
            {
                var now = Some.Start;
                first.Add(await store.LeaseAsync(new(Some.Org, Jobs.Scan, $"o{writer}", now, now.AddMinutes(2)), Cancel));
            }))]);
            first.Distinct().Count().ShouldBe(1);
            await turns.RunAsync([.. Writers(kvs, 4).Select((store, writer) => (Func<Task>)(async () =>
                takers.Add(await store.LeaseAsync(new(Some.Org, Jobs.Scan, $"t{writer}", Some.Start.AddMinutes(3 * (writer + 1)), Some.Start.AddMinutes((3 * (writer + 1)) + 2)), Cancel))))]);
            takers.GroupBy(l => l.Fence).ShouldAllBe(g => g.Select(l => l.Owner).Distinct().Count() == 1);
        });
    }

    [Fact]
    public async Task Whoever_has_lost_the_lease_in_the_midst_of_a_save_does_not_finish_it()
    {
        var outcomes = new HashSet<string>();
        await InTurnsAsync(async (kvs, turns) =>
        {
            var writers = Writers(kvs, 2);
            var lost = false;
            await turns.RunAsync([() => writers[0].LeaseAsync(Asks("a", 0), Cancel)]);
            await turns.RunAsync(
            [
                async () =>
                {
                    try
                    {
                        await writers[0].SaveAccountsAsync(Mine(1, "mine"), Some.Pages(4, 40), Cancel);
                    }
                    catch (LeaseLostException)
                    {
                        lost = true;
                    }
                },
                async () =>
                {
                    var lease = await writers[1].LeaseAsync(Asks("b", 3), Cancel);
                    await writers[1].SaveScanAsync(Mine(lease.Fence, "theirs"), Cancel);
                },
            ]);
            outcomes.Add($"lost {lost}");
            await turns.RunAsync([async () => (await writers[0].ScansAsync(Some.Org, new(1), Cancel)).Single().Cursor.ShouldBe("theirs")]);
        });
        outcomes.Count.ShouldBe(2, "either may be quicker");

        static LeaseRequest Asks(string owner, int minute) => new(Some.Org, Jobs.Scan, owner, Some.Start.AddMinutes(minute), Some.Start.AddMinutes(minute + 2));
        static Scan Mine(long fence, string cursor) => Some.Scan() with { Fence = fence, Cursor = cursor };
    }

    [Fact]
    public async Task What_a_scan_and_an_admin_write_at_once_about_findings_is_all_found()
    {
        await InTurnsAsync(async (kvs, turns) =>
        {
            var writers = Writers(kvs, 2);
            await turns.RunAsync(
            [
                () => writers[0].SaveRecommendationsAsync(Some.Scan(), [.. Enumerable.Range(0, 40).Select(i => Some.Finding($"f{i}", account: $"a-{i % 20}"))], Cancel),
                async () =>
                {
                    for (var i = 0; i < 3; i++)
                        await writers[1].CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, "finding.dismiss")) { Recommendations = [Some.Finding($"g{i}", account: $"a-{i}").Dismissed("known")] }, Cancel);
                },
            ]);
            await turns.RunAsync([async () => (await writers[0].RecommendationsAsync(Some.Org, new(), Cancel)).Count.ShouldBe(43)]);
        });
    }

    [Fact]
    public async Task Of_changes_of_many_findings_at_once_each_is_whole_and_what_came_last_stays()
    {
        await InTurnsAsync(async (kvs, turns) =>
        {
            var writers = Writers(kvs, 3);
            List<Core.Recommendations.Recommendation> findings = [.. Enumerable.Range(0, 30).Select(i => Some.Finding($"f{i}", account: $"a-{i}"))];
            await turns.RunAsync([() => writers[0].SaveRecommendationsAsync(Some.Scan(), findings, Cancel)]);
            await turns.RunAsync(
            [
                async () =>
                {
                    await writers[0].CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, "many")) { Recommendations = [.. findings.Select(f => f.Dismissed("many"))] }, Cancel);
                    await writers[0].CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, "one")) { Recommendations = [findings[3].Dismissed("last")] }, Cancel);
                },
                async () =>
                {
                    for (var i = 0; i < 4; i++)
                        (await writers[1].RecommendationsAsync(Some.Org, new(), Cancel)).Count.ShouldBe(30);
                },
                () => writers[2].CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, "others")) { Recommendations = [.. findings.Skip(20).Select(f => f.Dismissed("others"))] }, Cancel),
            ]);
            await turns.RunAsync([async () =>
            {
                var found = await writers[1].RecommendationsAsync(Some.Org, new(), Cancel);
                found.Count.ShouldBe(30);
                found.Single(f => f.Id == "f3").DismissedBecause.ShouldBe("last");
                found.Count(f => f.DismissedBecause is null).ShouldBe(0);
                found.Where(f => f.Id.Length == 3 && f.Id[1] == '2').Select(f => f.DismissedBecause).Distinct().Count().ShouldBe(1, "one of the two came last");
            }]);
            kvs.Keys($"{Some.Org}:pending:").ShouldBeEmpty();
        });
    }

    [Fact]
    public async Task A_secret_and_a_list_of_people_that_two_replace_at_once_are_those_of_one()
    {
        await InTurnsAsync(async (kvs, turns) =>
        {
            var writers = Writers(kvs, 3);
            await turns.RunAsync([SweepAsync, .. writers.Select((store, writer) => (Func<Task>)(async () =>
            {
                await store.SaveSecretAsync(Some.Org, "key", $"value {writer}", Cancel);
                (await store.TryGetSecretAsync(Some.Org, "key", Cancel)).ShouldNotBeNull();
                await store.SavePeopleAsync(Some.Org, new(new(2026, 10, 31), [.. Enumerable.Range(0, 1_200).Select(_ => new Core.People.ListedPerson { Email = $"{writer}@acme.example" })]), Cancel);
            }))]);
            await turns.RunAsync([async () =>
            {
                (await writers[0].TryGetSecretAsync(Some.Org, "key", Cancel)).ShouldNotBeNull().ShouldStartWith("value ");
                var people = (await writers[0].PeopleAsync(Some.Org, Cancel)).Rows;
                (people.Count, people.Select(p => p.Email).Distinct().Count()).ShouldBe((1_200, 1));
                (await writers[0].TryGetAuditHeadAsync(AuditChain.Of(Some.Org), Cancel))!.Seq.ShouldBe(6);
            }]);
            kvs.SecretKeys.Count.ShouldBe(1);
            kvs.Keys($"{Some.Org}:people:").Count.ShouldBe(3);

            async Task SweepAsync()
            {
                for (var times = 0; times < 5; times++)
                    await writers[0].SweepSecretsAsync(Some.Org, Cancel);
            }
        }, seeds: 40);
    }

    private static KvsStore[] Writers(FakeKvs kvs, int count) => [.. Enumerable.Range(0, count).Select(_ => new KvsStore(kvs, new FakeTimeProvider(Some.Start)))];

    private static async Task InTurnsAsync(Func<FakeKvs, Turns, Task> story, int seeds = Seeds)
    {
        var conflicts = 0;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var turns = new Turns(seed);
            var kvs = new FakeKvs(turns);
            try
            {
                await story(kvs, turns);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"With seed {seed} after {turns.Taken} turns: {e.Message}", e);
            }

            conflicts += kvs.Conflicts;
        }

        conflicts.ShouldBeGreaterThan(seeds / 4, "the flows are to get into each other's way");
    }
}
