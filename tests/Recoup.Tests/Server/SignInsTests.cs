using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;
using Recoup.Server.SigningIn;

namespace Recoup.Tests.Server;

/// <summary><c>recoup sign-ins</c>.</summary>
public sealed class SignInsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_added_listed_given_another_link_and_removed()
    {
        using var shell = new Shell();
        (await shell.RunAsync("sign-ins", "list")).Out.ShouldContain("Nobody may sign in yet");

        var added = await shell.RunAsync("sign-ins", "add", "Zoë", "--role", "viewer", "--role", "operator");
        added.Code.ShouldBe(ExitCode.Ok, added.Error);
        added.Out.ShouldStartWith("Zoë chooses a password within 24 hours at http://127.0.0.1:5080/link/");
        (await shell.RunAsync("sign-ins", "list", "--json")).Out.ShouldContain("\"name\":\"Zoë\",\"roles\":[\"viewer\",\"operator\"],\"state\":\"invited\"");
        (await shell.RunAsync("sign-ins", "link", "zoe", "--reset")).Out.ShouldContain("/link/");
        (await shell.RunAsync("sign-ins", "remove", "zoe")).Code.ShouldBe(ExitCode.Ok);
        (await shell.RunAsync("sign-ins", "list")).Out.ShouldContain("Nobody may sign in yet");

        var log = (await shell.RunAsync("audit", "list", "--chain", "installation", "--json")).Out;
        foreach (var action in new[] { "person.add", "person.link", "person.remove" })
            log.ShouldContain(action);
        log.ShouldContain("ada");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_told()
    {
        using var shell = new Shell();
        (await shell.RunAsync("sign-ins", "add", "zoe")).Code.ShouldBe(ExitCode.Usage);
        (await shell.RunAsync("sign-ins", "add", "zoe", "--role", "boss")).Error.ShouldContain("--role takes viewer, operator, approver or admin, not boss");
        (await shell.RunAsync("sign-ins", "add", "schedule", "--role", "viewer")).Code.ShouldBe(ExitCode.Failed);
        (await shell.RunAsync("sign-ins", "link", "zoe")).Error.ShouldContain("nobody of the name zoe");
        (await shell.RunAsync("sign-ins", "remove", "zoe")).Code.ShouldBe(ExitCode.Failed);
    }

    [Fact]
    public async Task P20_Clearing_keeps_sign_ins_and_P24_purging_removes_them()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync("sign-ins add somebody-unusual --role admin");

        await premises.DoneAsync("clear --yes");
        (await premises.DoneAsync("sign-ins list")).ShouldContain("somebody-unusual");
        await premises.DoneAsync("purge --yes");
        (await premises.DoneAsync("sign-ins list")).ShouldContain("Nobody may sign in yet");
    }

    [Fact]
    public async Task A_password_hash_and_an_authenticator_are_kept_in_no_readable_form()
    {
        using var shell = new Shell();
        await using var workplace = await Workplace.OpenAsync(shell.Data, new(TextWriter.Null, TextWriter.Null, TextReader.Null, shell.Time, shell.Environment.GetValueOrDefault), Cancel);
        var secret = Authenticators.NewSecret();
        await workplace.Store.KeepAsync(
            new(SignInBook.Event("zoe", "test.change"))
            {
                Person = new() { Name = "zoe", Roles = [SignInRole.Admin], PasswordHash = Passwords.Hash("correct horse battery staple"), Authenticator = new Authenticators(workplace).Protect("zoe", secret) },
            },
            Cancel);

        shell.Files().ShouldContain("zoe");
        shell.Files().ShouldNotContain(secret);
        shell.Files().ShouldNotContain("battery");
    }
}
