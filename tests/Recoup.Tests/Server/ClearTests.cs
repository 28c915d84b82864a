using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup clear</c>.</summary>
public sealed class ClearTests
{
    [Fact]
    public async Task P20_Clearing_asks_for_the_organisations_id_and_another_word_changes_nothing()
    {
        await using var premises = await Premises.ScannedAsync();

        var wrong = await premises.Shell.TypeAsync("yes\n", "clear");
        var nobody = await premises.RunAsync("clear");
        (await premises.ActionsAsync()).ShouldNotContain("data.clear");
        (await premises.JsonAsync("users list")).GetArrayLength().ShouldBe(120);
        var right = await premises.Shell.TypeAsync($"{premises.Org}\n", "clear");

        wrong.Error.ShouldContain($"Type {premises.Org} to go on");
        wrong.Error.ShouldContain("It cannot be taken back");
        wrong.Error.ShouldContain("Nothing was changed");
        new[] { wrong, nobody }.ShouldAllBe(r => r.Code == ExitCode.Usage && r.Error.Contains("--yes"));
        right.Code.ShouldBe(ExitCode.Ok);
        (await premises.ActionsAsync())[^1].ShouldBe("data.clear");
    }

    [Fact]
    public async Task P20_Cleared_means_nobody_and_no_key_is_in_any_file_and_the_log_goes_on()
    {
        await using var premises = await Premises.ScannedAsync();
        var names = premises.Emulator.Organisation.Accounts.Select(a => a.Id).ToList();
        var before = await premises.ActionsAsync();
        premises.Shell.Files().Contains(names[0], StringComparison.Ordinal).ShouldBeTrue();

        await premises.DoneAsync("clear --yes");

        var files = premises.Shell.Files();
        names.ShouldNotBeEmpty();
        names.Where(files.Contains).ShouldBeEmpty();
        files.Contains("CfDJ8", StringComparison.Ordinal).ShouldBeFalse("how everything that Data Protection encrypts begins");
        (await premises.ActionsAsync()).ShouldBe([.. before, "data.clear"]);
        (await premises.DoneAsync("audit verify")).ShouldContain("The chain is whole");
        (await premises.DoneAsync("settings get cost.jira-software")).Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Afterwards_the_verbs_say_how_to_go_on()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync("clear --yes");

        (await premises.RunAsync("scan")).Error.ShouldContain($"is not connected. Run: recoup connect --org {premises.Org} --key-file F");
        (await premises.DoneAsync("doctor")).ShouldContain("has no connection and no data");
        (await premises.ConnectAsync()).Code.ShouldBe(ExitCode.Ok);
        (await premises.JsonAsync("scan")).GetProperty("accounts").GetInt32().ShouldBe(120);
    }

    [Fact]
    public async Task An_import_without_a_name_comes_forward_when_the_organisation_was_cleared()
    {
        await using var premises = await Premises.ScannedAsync();
        var file = premises.Shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\na,Ann,ann@x.test,Active,User,1 Jan 2024\n");
        await premises.RunAsync($"import {file}");
        (await premises.JsonAsync("users list")).GetArrayLength().ShouldBe(120);

        await premises.DoneAsync("clear --yes");

        (await premises.JsonAsync("users list")).GetArrayLength().ShouldBe(1);
    }
}
