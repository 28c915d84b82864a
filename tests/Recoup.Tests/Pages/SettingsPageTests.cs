using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

/// <summary>Settings on their page, what is left alone, and the end of all that is kept.</summary>
public sealed class SettingsPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P19_Users_audit_log_and_settings_are_shown_and_every_setting_is_on_its_page()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.SignedInAsync(SignInRole.Viewer);

        foreach (var (path, title) in new[] { ("/users", "Users"), ("/audit", "Audit log"), ("/settings", "Settings"), ("/recommendations", "Recommendations"), ("/plans", "Plans"), ("/runs", "Runs"), ("/scans", "Scans") })
            (await viewer.GoAsync(path)).Html.ShouldContain($"<h1>{title}</h1>");
        var settings = (await viewer.GoAsync("/settings")).Html;

        foreach (var setting in SettingName.All)
            settings.ShouldContain($">{setting.Name}</code></td>");
        settings.ShouldNotContain("name=\"value\"", customMessage: "who may only read gets no fields");
    }

    [Fact]
    public async Task An_account_that_is_left_alone_is_listed_and_released()
    {
        await using var served = await Served.ScannedAsync();
        var (_, account) = await served.Premises.AFindingAsync();
        await served.Premises.Shell.RunAsync("hold", "add", account, "--owner", "Grace", "--reason", "on leave", "--until", "2027-01-31");
        using var operators = await served.SignedInAsync(SignInRole.Operator);

        var before = await operators.GoAsync("/settings");
        await operators.SendAsync($"/users/{Uri.EscapeDataString(account)}/release");

        before.Html.ShouldContain("on leave");
        (await operators.GoAsync("/settings")).Html.ShouldNotContain("on leave");
    }

    [Fact]
    public async Task P20_All_data_is_cleared_when_the_organisations_id_is_typed_and_the_audit_log_stays()
    {
        await using var served = await Served.ScannedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        var org = served.Premises.Org;
        await admin.GoAsync("/settings");

        var wrong = await admin.SendAsync("/settings/clear", ("confirm", "yes"));
        var kept = (await served.Premises.JsonAsync("users list")).GetArrayLength();
        await admin.GoAsync("/settings");
        var right = await admin.SendAsync("/settings/clear", ("confirm", org));

        wrong.Status.ShouldBe(409);
        wrong.Html.ShouldContain("Nothing was removed");
        kept.ShouldBe(120);
        right.To.ShouldBe("/");
        (await served.Workplace.Store.TryGetConnectionAsync(new(org), Cancel)).ShouldBeNull();
        (await admin.GoAsync("/")).Html.ShouldContain("<h1>Welcome</h1>");
        (await admin.GoAsync("/audit")).Html.ShouldContain("data.clear");
    }
}
