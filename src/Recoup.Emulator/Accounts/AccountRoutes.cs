namespace Recoup.Emulator;

/// <summary>The User management API: managed accounts only.</summary>
internal static class AccountRoutes
{
    public static readonly Route[] All =
    [
        new("GET", "/users/{account}/manage", Door.Account, "manage", Manage.PrivilegesAsync),
        new("GET", "/users/{account}/manage/api-tokens", Door.Account, "manage", Manage.TokensAsync),
    ];
}
