namespace Recoup.Emulator;

/// <summary>The User management API: managed accounts only.</summary>
internal static class AccountRoutes
{
    const string Account = "/users/{account}/manage";

    public static readonly Route[] All =
    [
        new("GET", Account, Door.Account, "manage", Manage.Privileges),
        new("GET", Account + "/profile", Door.Account, "manage", Manage.Profile),
        new("GET", Account + "/api-tokens", Door.Account, "manage", Manage.Tokens),
        Post("disable", Lifecycle.Disable),
        Post("enable", Lifecycle.Enable),
        Post("delete", Lifecycle.Delete),
        Post("cancel-delete", Lifecycle.CancelDelete),
    ];

    static Route Post(string verb, Action<Call> answer) => new("POST", $"{Account}/lifecycle/{verb}", Door.Account, "lifecycle", answer) { Writes = true };
}
