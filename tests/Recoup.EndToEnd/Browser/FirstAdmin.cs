using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>What the first admin does in a browser, from the printed link on.</summary>
internal static class FirstAdmin
{
    public const string Name = "grace";
    public const string Password = "correct horse battery staple";

    /// <summary>Chooses a name and a password, and signs in.</summary>
    /// <param name="look">Whether each page is looked at on the way.</param>
    public static async Task SetUpAsync(Screen screen, Uri link, bool look = false)
    {
        await screen.GoAsync(link.AbsolutePath, look ? "set-up" : null);
        await screen.Field("Name").FillAsync(Name);
        await screen.Field("New password").FillAsync(Password);
        await screen.Button("Keep it").ClickAsync();
        await screen.Heading("Sign in").WaitForAsync();
        if (look)
            await screen.SeeAsync("sign-in");
        await SignInAsync(screen, Password);
        await screen.Heading("Welcome").Or(screen.Link("Dashboard")).First.WaitForAsync();
    }

    public static async Task SignInAsync(Screen screen, string password)
    {
        await screen.Page.Locator("#name").FillAsync(Name);
        await screen.Page.Locator("#password").FillAsync(password);
        await screen.Button("Sign in").ClickAsync();
    }

    /// <summary>Takes every role.</summary>
    public static async Task TakeRolesAsync(Screen screen)
    {
        await screen.GoAsync("/people");
        var roles = screen.Page.GetByRole(AriaRole.Region, new() { Name = Name });
        foreach (var role in await roles.Locator("input[name=role]").AllAsync())
            await role.CheckAsync();
        await roles.GetByRole(AriaRole.Button, new() { Name = "Set roles" }).ClickAsync();
        await screen.Page.GetByText("operator").First.WaitForAsync();
    }
}
