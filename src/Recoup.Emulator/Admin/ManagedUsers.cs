namespace Recoup.Emulator;

/// <summary>Version 1 of the user list: accounts of verified domains alone, and the only place that tells who is billed for Guard.</summary>
internal static class ManagedUsers
{
    const string List = "managed";
    const int PerPage = 100;

    public static void Show(Call call)
    {
        var organisation = call.Organisation;
        var start = Question.Query(call.Request, "cursor").Start(organisation, List);
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        var index = Next(organisation, start);
        for (var written = 0; index >= 0 && written < PerPage; written++)
        {
            Write(call, organisation.Accounts[index]);
            index = Next(organisation, index + 1);
        }

        json.WriteEndArray();
        Pages.Urls(call, $"{Orgs.Url(call)}/users", List, start, index);
        json.WriteStartObject("meta"u8);
        json.WriteNumber("total"u8, organisation.Managed);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void LastActive(Call call)
    {
        if (call.Organisation.Accounts.Find(call.Values[1]) is not { } account) throw Errors.User();
        Question.Query(call.Request, "cursor");
        if (call.Request.Query.ContainsKey("cursor")) throw Errors.Cursor();
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartArray("product_access"u8);
        foreach (var resource in Seen(call.Organisation, account))
        {
            var text = account.LastActiveText(resource, call.Options.FeedStalled);
            json.WriteStartObject();
            json.WriteString("id"u8, resource.Ari);
            json.WriteString("key"u8, resource.Product.OldKey());
            json.WriteString("last_active"u8, text[..10]);
            json.WriteString("last_active_timestamp"u8, $"{text[..19]}Z");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (account.AddedToOrg is { } added && account.Membership != MembershipStatus.NoMembership)
        {
            json.WriteString("added_to_org"u8, $"{added.UtcDateTime:yyyy-MM-dd}");
            json.WriteString("added_to_org_timestamp"u8, $"{added.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z");
        }

        json.WriteEndObject();
        json.WriteStartObject("links"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static int Next(Organisation organisation, int from)
    {
        if (!organisation.Domains.Any(domain => domain.Verified)) return -1;
        for (var i = from; i < organisation.Accounts.Count; i++)
            if (organisation.Row(i).Managed) return i;
        return -1;
    }

    static void Write(Call call, Account account)
    {
        var json = call.Json;
        var id = account.Id;
        var seen = Seen(call.Organisation, account);
        var stalled = call.Options.FeedStalled;
        json.WriteStartObject();
        json.WriteString("account_id"u8, id);
        json.WriteString("account_type"u8, "atlassian"u8);
        json.WriteString("account_status"u8, UserFilter.Text(account.Status));
        json.WriteString("name"u8, account.Name);
        json.WriteString("picture"u8, "https://avatars.example/default.png"u8);
        json.WriteString("email"u8, account.Email);
        json.WriteBoolean("access_billable"u8, account.BilledForGuard);
        var times = seen.Select(resource => account.LastActiveSecond(resource, stalled)).ToList();
        if (account.TrelloUsed is { } trello) times.Add(trello.UtcDateTime);
        if (times.Count > 0) json.WriteString("last_active"u8, Text(times.Max()));
        json.WriteStartArray("product_access"u8);
        foreach (var resource in seen)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, resource.Product.OldKey());
            json.WriteString("name"u8, resource.Product.Label());
            json.WriteString("url"u8, $"{resource.Site.Name}.atlassian.net");
            json.WriteString("last_active"u8, Text(account.LastActiveSecond(resource, stalled)));
            json.WriteEndObject();
        }

        if (times.Count > seen.Count)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, "trello"u8);
            json.WriteString("name"u8, "Trello"u8);
            json.WriteString("url"u8, "trello.com"u8);
            json.WriteString("last_active"u8, Text(times[^1]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("links"u8);
        json.WriteString("self"u8, $"{call.Origin}/users/{id}/manage/profile");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The products in which somebody was ever seen. Version 1 has no name for Product Discovery.</summary>
    static List<Resource> Seen(Organisation organisation, Account account)
    {
        var seen = new List<Resource>();
        foreach (var resource in organisation.Resources)
            if (resource.Product != Product.Discovery && organisation.LastActiveAgo(account.Index, resource.Index) > 0) seen.Add(resource);
        return seen;
    }

    static string Text(DateTime second) => $"{second:yyyy-MM-ddTHH:mm:ss}.000Z";
}
