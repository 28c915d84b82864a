using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary>What the verbs say of keys.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task P05_Of_a_key_the_settings_say_since_when_how_it_ends_and_until_when_and_nothing_else()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync(also: "--key-expires 2027-03-31");
        var token = $"site.{premises.Emulator.Sites[0].CloudId}.token";

        var rows = (await premises.JsonAsync("settings list")).EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!, r => r.GetProperty("value").GetString());
        var outputs = await premises.DoneAsync("settings list") + await premises.DoneAsync("settings list --format csv") + await premises.DoneAsync("settings get org.key");

        rows["org.key"].ShouldBe($"set on 2026-11-23, ends in …{premises.Emulator.Key[^4..]}, expires 2027-03-31");
        rows[token].ShouldBe($"set on 2026-11-23, ends in …{premises.Emulator.Sites[0].Token[^4..]}, expires 2027-11-23 at the latest");
        outputs.ShouldContain($"ends in …{premises.Emulator.Key[^4..]}");
        outputs.ShouldNotContain(premises.Emulator.Key[^6..]);
        outputs.ShouldNotContain(premises.Emulator.Sites[0].Token[^6..]);
    }

    [Theory]
    [InlineData("org.key")]
    [InlineData("site.a-site.token")]
    public async Task P05_A_key_is_not_taken_as_a_setting_and_not_repeated(string name)
    {
        using var shell = new Shell();

        var run = await shell.RunAsync("settings", "set", name, "canary-secret");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("no secret is taken from an argument. Run: recoup connect");
        (run.Out + run.Error).ShouldNotContain("canary");
    }

    [Fact]
    public async Task Without_a_connection_there_are_no_keys_to_tell_of()
    {
        using var shell = new Shell();

        (await shell.RunAsync("settings", "list", "--json")).Out.ShouldNotContain(".key\"");
    }
}
