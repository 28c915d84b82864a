using System.Globalization;

namespace Recoup.Emulator;

/// <summary>A site's user list: apps first, then accounts, then customers of the help center that have no Atlassian account.</summary>
internal static class JiraUsers
{
    static readonly string[] Apps = ["Automation for Jira", "Slack", "Jira Service Management Widget", "Atlassian Assist", "Jira Outlook"];

    public static void Myself(Call call)
    {
        var me = call.Organisation.Admin;
        Write(call, me.Id, "atlassian", true, me.Name, me.Email);
    }

    public static void Search(Call call)
    {
        var start = Number(call, "startAt", 0);
        var limit = Math.Min(Number(call, "maxResults", 50), 1_000);
        var site = call.Site();
        var people = call.Organisation.UsersOf(site);
        var customers = site.Index == 0 ? 10 + people.Length / 10 : 0;
        var end = Math.Min((long)start + limit, Apps.Length + people.Length + customers);
        call.Json.WriteStartArray();
        for (var i = start; i < end; i++) WriteAt(call, people, i);
        call.Json.WriteEndArray();
    }

    /// <summary>One account, also of somebody whose access is gone.</summary>
    public static void Show(Call call)
    {
        var account = Find(call);
        Write(call, account);
    }

    public static void Groups(Call call)
    {
        var account = Find(call);
        var site = call.Site();
        call.Json.WriteStartArray();
        foreach (var group in account.Groups.Where(group => group.Directory == site.Directory)) JiraGroups.WriteName(call, site, group);
        call.Json.WriteEndArray();
    }

    public static void Write(Call call, Account account)
    {
        var hidden = account.Pick(10, 100) < 30;
        Write(call, account.Id, "atlassian", IsActive(account, call.Site()), account.Name, hidden ? null : account.Email);
    }

    public static bool IsActive(Account account, Site site) => account.Status == AccountStatus.Active && account.In(site.Directory) == MembershipStatus.Active;

    /// <summary>Somebody of whom the name is enough, because something else is the matter.</summary>
    /// <param name="type">Whether the kind of account is told; dashboards do not.</param>
    public static void WriteName(Call call, Account account, bool type = true)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("self"u8, $"{call.SiteUrl(call.Site())}/rest/api/3/user?accountId={Uri.EscapeDataString(account.Id)}");
        json.WriteString("accountId"u8, account.Id);
        if (type) json.WriteString("accountType"u8, "atlassian"u8);
        json.WriteString("displayName"u8, account.Name);
        json.WriteBoolean("active"u8, IsActive(account, call.Site()));
        json.WriteEndObject();
    }

    static Account Find(Call call)
    {
        if (call.Request.Query["accountId"].ToString() is not { Length: > 0 } id) throw Errors.Jira(400, "The query parameter 'accountId' is needed.");
        return call.Organisation.Accounts.Find(id) ?? throw Errors.Jira(404, "Specified user does not exist or you do not have required permissions.");
    }

    static void WriteAt(Call call, int[] people, int position)
    {
        if (position < Apps.Length)
        {
            Write(call, $"557058:{new Dice(call.Organisation.Seed, position, salt: 9).Uuid()}", "app", true, Apps[position], null);
            return;
        }

        position -= Apps.Length;
        if (position < people.Length)
        {
            Write(call, call.Organisation.Accounts[people[position]]);
            return;
        }

        position -= people.Length;
        var dice = new Dice(call.Organisation.Seed, position, salt: 11);
        Write(call, $"qm:{dice.Uuid()}:{dice.Uuid()}", "customer", true, $"Customer {position + 1}", null);
    }

    public static int[] Members(Organisation organisation, Site site)
    {
        var jira = site.Resources.Where(resource => resource.Product != Product.Confluence).ToArray();
        var filter = HolderFilter.From(organisation, [.. jira.Select(resource => resource.Ari)], null)!;
        return [.. Enumerable.Range(0, organisation.Accounts.Count).Where(i => filter.Holds(in organisation.Row(i)))];
    }

    static void Write(Call call, string id, string type, bool active, string name, string? email)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("self"u8, $"{call.SiteUrl(call.Site())}/rest/api/3/user?accountId={Uri.EscapeDataString(id)}");
        json.WriteString("accountId"u8, id);
        json.WriteString("accountType"u8, type);
        if (email is not null) json.WriteString("emailAddress"u8, email);
        json.WriteStartObject("avatarUrls"u8);
        json.WriteString("48x48"u8, "https://avatars.example/default.png?size=48"u8);
        json.WriteEndObject();
        json.WriteString("displayName"u8, name);
        json.WriteBoolean("active"u8, active);
        if (type == "atlassian") json.WriteString("timeZone"u8, "Europe/Berlin"u8);
        json.WriteEndObject();
    }

    public static int Number(Call call, string name, int usual)
    {
        var text = call.Request.Query[name].ToString();
        if (text.Length == 0) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Errors.Jira(400, $"{name} must be a number, 0 or more.");
    }
}
