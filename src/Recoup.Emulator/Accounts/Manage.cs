using System.Globalization;

namespace Recoup.Emulator;

/// <summary>What an admin may do to an account, and the account's API tokens.</summary>
internal static class Manage
{
    static readonly string[] Names = ["profile", "profile.write", "profile.read", "email.set", "lifecycle.enablement", "lifecycle.delete", "apiToken.read", "apiToken.delete"];

    static readonly string[] ProfileFields = ["name", "nickname", "zoneinfo", "locale", "extended_profile.job_title", "extended_profile.department", "extended_profile.location", "extended_profile.organization"];

    public static void Privileges(Call call)
    {
        var account = Find(call, "forbidden");
        var asked = call.Request.Query["privileges"];
        var json = call.Json;
        json.WriteStartObject();
        foreach (var privilege in Names.Where(privilege => asked.Count == 0 || asked.Contains(privilege)))
            if (privilege is "profile" or "profile.write")
            {
                json.WriteStartObject(privilege);
                foreach (var field in ProfileFields) Rule(call, field, account.Source != ManagementSource.Synced);
                json.WriteEndObject();
            }
            else Rule(call, privilege, account.Source != ManagementSource.Synced || privilege is "profile.read" or "apiToken.read" or "apiToken.delete");

        json.WriteEndObject();
    }

    public static void Profile(Call call)
    {
        var account = Find(call, "forbidden");
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartObject("account");
        json.WriteString("account_id", account.Id);
        json.WriteString("account_type", "atlassian");
        json.WriteString("account_status", UserFilter.Text(account.Status));
        json.WriteString("name", account.Name);
        json.WriteString("nickname", account.Name);
        json.WriteString("email", account.Email);
        json.WriteString("picture", "https://avatars.example/default.png");
        json.WriteString("locale", "en-US");
        if (account.JobTitle is { } title)
        {
            var place = account.Pick(6, Profiles.Places.Length);
            json.WriteString("zoneinfo", Profiles.Zones[place]);
            json.WriteStartObject("extended_profile");
            json.WriteString("job_title", title);
            json.WriteString("department", account.Department);
            json.WriteString("location", Profiles.Places[place]);
            json.WriteEndObject();
        }

        json.WriteStartObject("characteristics");
        json.WriteBoolean("not_mentionable", account.IsMachine);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Tokens(Call call)
    {
        var account = Find(call, "forbidden.action", "managedAccount");
        var json = call.Json;
        json.WriteStartArray();
        if (account.TokenUsed is { } used)
        {
            json.WriteStartObject();
            json.WriteString("id", new Dice(call.Organisation.Seed, account.Index, salt: 8).Uuid());
            json.WriteString("label", account.IsMachine ? "automation" : "laptop");
            json.WriteString("createdAt", Text(used.AddDays(-90)));
            json.WriteString("lastAccess", Text(used));
            json.WriteString("expiry", Text(used.AddDays(275)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static Account Find(Call call, string forbidden, string? reason = null)
    {
        if (call.Organisation.Accounts.Find(call.Values[0]) is not { } account) throw Errors.Account(404, "accountNotFound");
        return account.Managed ? account : throw Errors.Account(403, forbidden, reason);
    }

    static void Rule(Call call, string name, bool allowed)
    {
        call.Json.WriteStartObject(name);
        call.Json.WriteBoolean("allowed", allowed);
        if (!allowed)
        {
            call.Json.WriteStartObject("reason");
            call.Json.WriteString("key", "externalDirectory.scim");
            call.Json.WriteEndObject();
        }

        call.Json.WriteEndObject();
    }

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
