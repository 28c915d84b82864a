using System.Net;
using OtpNet;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

/// <summary>Signing in with a password, a code and a recovery code, and what wrong ones lead to.</summary>
public sealed class SignInTests
{
    private const string Name = "grace-viewer";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_signs_in_sees_who_they_are_and_signs_out()
    {
        await using var served = await ServedAsync();
        await served.PersonAsync(SignInRole.Viewer);
        using var browser = served.Browse();
        (await browser.GoAsync("/")).To.ShouldBe("/sign-in");

        (await browser.SignInAsync("GRACE-Viewer", Served.Password)).To.ShouldBe("/");
        (await browser.GoAsync("/")).Html.ShouldContain("Your roles: viewer");
        (await browser.SendAsync("/account", "/sign-out")).To.ShouldBe("/sign-in");

        (await browser.IsInAsync()).ShouldBeFalse();
        (await ActionsAsync(served)).ShouldBe(["session.begin", "session.end"]);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_and_a_locked_sign_in_are_told_in_the_same_words()
    {
        await using var served = await ServedAsync();
        await served.PersonAsync(SignInRole.Viewer);
        using var browser = served.Browse();

        var wrong = await browser.SignInAsync(Name, "not the password at all");
        var unknown = await browser.SignInAsync("nobody", "not the password at all");
        for (var i = 0; i < 4; i++)
            await browser.SignInAsync(Name, "not the password at all");
        var locked = await browser.SignInAsync(Name, Served.Password);

        foreach (var page in new[] { wrong, unknown, locked })
        {
            page.Status.ShouldBe(400);
            page.Html.ShouldContain("Name or password is not right, or was wrong five times in a row");
            page.Html.ShouldContain("<title>Error: Sign in · Recoup</title>");
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_in_a_row_lock_for_15_minutes_and_are_in_the_log()
    {
        await using var served = await ServedAsync();
        await served.PersonAsync(SignInRole.Viewer);
        using var browser = served.Browse();
        for (var i = 0; i < 5; i++)
            await browser.SignInAsync(Name, "not the password at all");

        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        (await browser.SignInAsync(Name, Served.Password)).Status.ShouldBe(400);
        served.Premises.Shell.Time.Advance(TimeSpan.FromSeconds(1));
        (await browser.SignInAsync(Name, Served.Password)).Status.ShouldBe(303);

        (await ActionsAsync(served)).ShouldBe([.. Enumerable.Repeat("sign-in.fail", 4), "sign-in.lock", "session.begin"]);
    }

    [Fact]
    public async Task Four_wrong_ones_and_a_right_one_begin_the_count_anew()
    {
        await using var served = await ServedAsync();
        await served.PersonAsync(SignInRole.Viewer);
        using var browser = served.Browse();
        for (var i = 0; i < 4; i++)
            await browser.SignInAsync(Name, "not the password at all");

        (await browser.SignInAsync(Name, Served.Password)).Status.ShouldBe(303);

        (await served.PersonAsync(SignInRole.Viewer)).Wrong.ShouldBe(0);
    }

    [Fact]
    public async Task An_admin_unlocks()
    {
        await using var served = await ServedAsync();
        await served.PersonAsync(SignInRole.Viewer);
        using var browser = served.Browse();
        for (var i = 0; i < 5; i++)
            await browser.SignInAsync(Name, "not the password at all");
        using var admin = await served.SignedInAsync(SignInRole.Admin);

        (await admin.GoAsync("/people")).Html.ShouldContain("Locked; without an authenticator");
        (await admin.SendAsync("/people/unlock", ("name", Name))).Status.ShouldBe(303);

        (await browser.SignInAsync(Name, Served.Password)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task With_an_authenticator_a_code_is_asked_for_and_each_is_good_once()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var (app, codes) = await TurnOnAsync(served, browser);
        codes.Count.ShouldBe(10);
        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(1));
        using var other = served.Browse();

        var asked = await other.SignInAsync(Name, Served.Password);
        asked.Html.ShouldContain("Code of your authenticator");
        (await other.IsInAsync()).ShouldBeFalse();
        var code = app.ComputeTotp(served.Premises.Shell.Time.GetUtcNow().UtcDateTime);
        await other.SignInAsync(Name, Served.Password);
        (await SendCodeAsync(other, code)).To.ShouldBe("/");

        using var third = served.Browse();
        await third.SignInAsync(Name, Served.Password);
        var again = await SendCodeAsync(third, code);
        again.Status.ShouldBe(400);
        again.Html.ShouldContain("The code is not right or was used before");
    }

    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-90, false)]
    [InlineData(90, false)]
    public async Task A_code_is_good_a_step_before_and_after_its_own(int seconds, bool good)
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var (app, _) = await TurnOnAsync(served, browser);
        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(5));
        await browser.SignInAsync(Name, Served.Password);

        var answer = await SendCodeAsync(browser, app.ComputeTotp(served.Premises.Shell.Time.GetUtcNow().UtcDateTime.AddSeconds(seconds)));

        answer.Status.ShouldBe(good ? 303 : 400);
    }

    [Fact]
    public async Task Wrong_codes_lock_too_and_so_do_wrong_recovery_codes()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var (app, _) = await TurnOnAsync(served, browser);
        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(1));
        await browser.SignInAsync(Name, Served.Password);
        foreach (var wrong in new[] { "000000", "123", "ABCD-ABCD-ABCD-ABCD-ABCD-ABCD", "", "999999" })
            await SendCodeAsync(browser, wrong);

        (await served.PersonAsync(SignInRole.Viewer)).LockedUntil.ShouldNotBeNull();
        (await SendCodeAsync(browser, app.ComputeTotp(served.Premises.Shell.Time.GetUtcNow().UtcDateTime))).Status.ShouldBe(400);
        (await browser.IsInAsync()).ShouldBeTrue("the session of before goes on; nobody new gets in");
    }

    [Fact]
    public async Task A_recovery_code_is_good_once_however_it_is_typed()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var (_, codes) = await TurnOnAsync(served, browser);
        await browser.SignInAsync(Name, Served.Password);
        (await SendCodeAsync(browser, codes[3].ToLowerInvariant().Replace('-', ' '))).To.ShouldBe("/");

        await browser.SignInAsync(Name, Served.Password);
        (await SendCodeAsync(browser, codes[3])).Status.ShouldBe(400);
        (await SendCodeAsync(browser, codes[4])).To.ShouldBe("/");
        (await served.PersonAsync(SignInRole.Viewer)).RecoveryCodes.Count.ShouldBe(8);
        served.Premises.Shell.Files().ShouldNotContain(codes[0]);
        served.Premises.Shell.Files().ShouldNotContain(codes[0].Replace("-", ""));
    }

    [Fact]
    public async Task The_second_step_has_ten_minutes_and_counts_only_for_the_password_of_the_first()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var (app, codes) = await TurnOnAsync(served, browser);
        using var slow = served.Browse();
        await slow.SignInAsync(Name, Served.Password);
        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(10));
        (await SendCodeAsync(slow, codes[0])).Html.ShouldContain("That took too long");

        await slow.SignInAsync(Name, Served.Password);
        var ticket = slow.On;
        (await browser.SendAsync("/account", "/account/password", ("password", Served.Password), ("chosen", "another horse another staple"))).Status.ShouldBe(303);
        ticket.Field("ticket").ShouldNotBeNull();
        (await SendCodeAsync(slow, app.ComputeTotp(served.Premises.Shell.Time.GetUtcNow().UtcDateTime))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Ten_attempts_a_minute_for_a_name_and_then_429_with_a_time_to_wait()
    {
        await using var served = await ServedAsync();
        using var browser = served.Browse();
        for (var i = 0; i < 10; i++)
            (await browser.SignInAsync("somebody", "not the password at all")).Status.ShouldBe(400);

        var refused = await browser.SignInAsync("SOMEBODY", "not the password at all");
        refused.Status.ShouldBe(429);
        refused.Wait.ShouldNotBeNull().ShouldBeInRange(1, 60);
        (await browser.SignInAsync("somebody else", "not the password at all")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_hundred_attempts_a_minute_in_all_whatever_the_names_and_everything_else_goes_on()
    {
        await using var served = await ServedAsync();
        using var browser = served.Browse();
        for (var i = 0; i < 100; i++)
            (await browser.SendAsync("/sign-in", "/sign-in/code", ("ticket", "made-up"), ("name", $"somebody {i}"), ("code", "123456"))).Status.ShouldBe(400);

        (await browser.SendAsync("/sign-in", "/sign-in/code", ("ticket", "made-up"), ("name", "somebody new"), ("code", "123456"))).Status.ShouldBe(429);
        (await browser.GoAsync("/sign-in")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("fourteen chars", "15 to 128 characters")]
    [InlineData("grace-viewer is my name", "must not contain the name")]
    [InlineData("I like Recoup very much", "must not contain the name")]
    [InlineData("abcabcabcabcabcabc", "short piece over and over")]
    [InlineData("                    ", "short piece over and over")]
    public async Task A_weak_password_is_refused_and_told_why(string password, string why)
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);

        var answer = await browser.SendAsync("/account", "/account/password", ("password", Served.Password), ("chosen", password));

        answer.Status.ShouldBe(400);
        answer.Html.ShouldContain(why);
    }

    [Theory]
    [InlineData("   fünf Wörter mit Löchern   ")]
    [InlineData("пароль из нескольких слов 🐎")]
    public async Task Any_character_is_good_in_a_password(string password)
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);

        (await browser.SendAsync("/account", "/account/password", ("password", Served.Password), ("chosen", password))).Status.ShouldBe(303);

        (await browser.SignInAsync(Name, password)).Status.ShouldBe(303);
        (await browser.SignInAsync(Name, Served.Password)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_who_has_none_sets_one_up_before_anything_else()
    {
        var premises = await Server.Premises.StartAsync();
        premises.Shell.Environment["Recoup__SecondFactor"] = "required";
        await using var served = await Served.OverAsync(premises);
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        using var script = await served.AsAsync(SignInRole.Viewer);

        (await browser.GoAsync("/")).To.ShouldBe("/account/authenticator");
        (await browser.GoAsync("/account")).To.ShouldBe("/account/authenticator");
        (await browser.GoAsync("/api/v1/session")).Html.ShouldContain("second-factor");
        (await script.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await TurnOnAsync(served, browser);

        (await browser.IsInAsync()).ShouldBeTrue();
        (await script.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_authenticator_is_turned_off_with_password_and_code_only()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var (_, codes) = await TurnOnAsync(served, browser);

        (await browser.SendAsync("/account/authenticator", "/account/authenticator/remove", ("password", "wrong"), ("code", codes[0]))).Status.ShouldBe(400);
        (await browser.SendAsync("/account/authenticator", "/account/authenticator/remove", ("password", Served.Password), ("code", "000000"))).Status.ShouldBe(400);
        (await served.PersonAsync(SignInRole.Viewer)).Authenticator.ShouldNotBeNull();
        (await browser.SendAsync("/account/authenticator", "/account/authenticator/remove", ("password", Served.Password), ("code", codes[0]))).Status.ShouldBe(303);

        (await served.PersonAsync(SignInRole.Viewer)).Authenticator.ShouldBeNull();
        (await ActionsAsync(served)).ShouldBe(["session.begin", "authenticator.on", "sign-in.fail", "sign-in.fail", "authenticator.off"]);
    }

    [Fact]
    public async Task New_recovery_codes_take_the_place_of_the_old_ones()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var (_, old) = await TurnOnAsync(served, browser);

        (await browser.SendAsync("/account/authenticator", "/account/recovery-codes", ("password", "wrong"))).Status.ShouldBe(400);
        var renewed = (await browser.SendAsync("/account/authenticator", "/account/recovery-codes", ("password", Served.Password))).Secrets;

        await browser.SignInAsync(Name, Served.Password);
        (await SendCodeAsync(browser, old[0])).Status.ShouldBe(400);
        (await SendCodeAsync(browser, renewed[0])).To.ShouldBe("/");
    }

    private static async Task<Served> ServedAsync() => await Served.OverAsync(await Server.Premises.StartAsync());

    private static Task<Browser.Page> SendCodeAsync(Browser browser, string code) =>
        browser.SendAsync("/sign-in/code", ("ticket", browser.On.Field("ticket") ?? ""), ("name", Name), ("code", code));

    private static async Task<(Totp App, IReadOnlyList<string> Codes)> TurnOnAsync(Served served, Browser browser)
    {
        var shown = await browser.SendAsync("/account/authenticator", "/account/authenticator", ("password", Served.Password));
        shown.Html.ShouldContain("src=\"data:image/svg");
        var app = new Totp(Base32Encoding.ToBytes(shown.Secrets.Single().Replace(" ", "")));
        var on = await browser.SendAsync("/account/authenticator/confirm", ("ticket", shown.Field("ticket")!), ("code", app.ComputeTotp(served.Premises.Shell.Time.GetUtcNow().UtcDateTime)));
        on.Status.ShouldBe(200, on.Html);
        return (app, on.Secrets);
    }

    /// <summary>What the installation's log holds, but for what the harness did.</summary>
    private static async Task<IReadOnlyList<string>> ActionsAsync(Served served) =>
        [.. (await served.Premises.ActionsAsync("--chain installation")).Where(a => a is not "person.add" and not "token.create")];
}
