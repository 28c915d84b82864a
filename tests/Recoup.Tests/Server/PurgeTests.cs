using Recoup.Server;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Server;

/// <summary><c>recoup purge</c>.</summary>
public sealed class PurgeTests
{
    [Fact]
    public async Task P24_Everything_goes_with_the_folder()
    {
        await using var premises = await Premises.ScannedAsync();

        var purged = await premises.DoneAsync("purge --yes");

        purged.ShouldBe($"Everything is removed: {Path.Combine(premises.Shell.Data, "recoup.db")} and the keys in {Path.Combine(premises.Shell.Data, "keys")}.\n");
        Directory.Exists(premises.Shell.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task P24_What_is_not_Recoups_stays_and_so_does_its_folder()
    {
        await using var premises = await Premises.ScannedAsync();
        var strange = premises.Shell.Write("data/notes.txt", "mine");
        var stranger = premises.Shell.Write("data/keys/mine.xml", "mine");

        var purged = await premises.DoneAsync("purge --yes");

        Directory.GetFiles(premises.Shell.Data, "*", SearchOption.AllDirectories).ShouldBe([strange, stranger], ignoreOrder: true);
        purged.ShouldContain($"The folder {premises.Shell.Data} stays: it holds something that is not Recoup's.");
    }

    [Fact]
    public async Task P24_A_ring_that_was_named_may_be_others_too_and_stays()
    {
        await using var premises = await Premises.StartAsync();
        var ring = Path.Combine(premises.Shell.Folder, "ring");
        premises.Shell.Environment["Recoup__Keys"] = ring;
        await premises.ConnectAsync();

        var purged = await premises.DoneAsync("purge --yes");

        Directory.GetFiles(ring).ShouldHaveSingleItem();
        purged.ShouldContain($"The keys in {ring} stay");
        Directory.Exists(premises.Shell.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task P24_On_PostgreSQL_the_schema_goes()
    {
        await using var premises = await Premises.StartAsync();
        await using var place = new PostgresPlace();
        premises.Shell.Environment["RECOUP_DB"] = place.Address;
        premises.Shell.Environment["Recoup__Keys"] = Path.Combine(premises.Shell.Folder, "ring");
        premises.Shell.Environment["Recoup__KeysCertificate"] = Certificates.Pem(premises.Shell);
        await premises.ConnectAsync();
        Schemas().ShouldBe(1);

        await premises.DoneAsync("purge --yes");

        Schemas().ShouldBe(0);

        long Schemas()
        {
            using var connection = place.Connect();
            using var count = connection.CreateCommand();
            count.CommandText = $"select count(*) from information_schema.schemata where schema_name = '{place.Schema}'";
            return (long)count.ExecuteScalar()!;
        }
    }

    [Fact]
    public async Task P24_One_organisation_goes_with_its_log_and_the_installations_log_says_which()
    {
        await using var premises = await Premises.ScannedAsync();
        var file = premises.Shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\na,Ann,ann@x.test,Active,User,1 Jan 2024\n");
        await premises.RunAsync($"import {file}");

        (await premises.DoneAsync($"purge --org {premises.Org} --yes")).ShouldContain("recoup audit list --chain installation");

        var entry = (await premises.JsonAsync("audit list --chain installation")).EnumerateArray().ShouldHaveSingleItem();
        entry.GetProperty("action").GetString().ShouldBe("organization.purge");
        entry.GetProperty("note").GetString().ShouldBe(premises.Org);
        (await premises.DoneAsync("audit verify --chain installation")).ShouldContain("The chain is whole: 1 entry");
        Sqlite.TablesThatName(premises.Shell.Data, premises.Org).ShouldBe(["audit_notes"]);
        (await premises.RunAsync($"users list --org {premises.Org}")).Error.ShouldContain("is not known here. Known: local");
        (await premises.JsonAsync("users list")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task P24_Purging_asks_for_the_word_and_another_changes_nothing()
    {
        await using var premises = await Premises.ScannedAsync();

        var wrong = await premises.Shell.TypeAsync("\nyes\n", "purge");
        var one = await premises.Shell.TypeAsync("\npurge\n", "purge", "--org", premises.Org);
        var nobody = await premises.RunAsync("purge");
        (await premises.JsonAsync("users list")).GetArrayLength().ShouldBe(120);
        var right = await premises.Shell.TypeAsync("\npurge\n", "purge");

        wrong.Error.ShouldContain("its chain ends");
        wrong.Error.ShouldContain("Type purge to go on");
        one.Error.ShouldContain($"Type {premises.Org} to go on");
        new[] { wrong, one, nobody }.ShouldAllBe(r => r.Code == ExitCode.Usage && r.Error.Contains("Nothing was changed"));
        right.Code.ShouldBe(ExitCode.Ok);
        Directory.Exists(premises.Shell.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_last_export_is_offered_and_verifies_when_everything_is_gone()
    {
        await using var premises = await Premises.ScannedAsync();
        var (first, last) = (Path.Combine(premises.Shell.Folder, "first.csv"), Path.Combine(premises.Shell.Folder, "last.jsonl"));

        await premises.Shell.TypeAsync($"{first}\nno\n", "purge");
        var purged = await premises.DoneAsync($"purge --yes --export {last}");

        purged.ShouldContain($"Wrote {last}: ");
        (await premises.DoneAsync($"audit verify {first}")).ShouldContain("The chain is whole");
        (await premises.DoneAsync($"audit verify {last}")).ShouldContain("The chain is whole");
        Directory.Exists(premises.Shell.Data).ShouldBeFalse();
    }
}
