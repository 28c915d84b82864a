using System.Globalization;

namespace Recoup.Emulator;

/// <summary>How many seats a site's Jira products have, and who counts.</summary>
internal static class JiraLicences
{
    public static void Roles(Call call)
    {
        var site = call.Site();
        var json = call.Json;
        json.WriteStartArray();
        foreach (var resource in Products(site))
        {
            var groups = call.Organisation.Groups.Where(group => group.Grants.Any(grant => grant.Resource == resource && grant.Role.TakesSeat())).ToArray();
            var used = Used(call.Organisation, resource);
            var seats = call.Organisation.Accounts.Count + 100;
            json.WriteStartObject();
            json.WriteString("key", resource.Product.Key());
            json.WriteString("name", resource.Product.Label());
            Names(call, "groups", "groupDetails", site, groups);
            Names(call, "defaultGroups", "defaultGroupsDetails", site, [.. groups.Where(group => group.Default)]);
            json.WriteBoolean("selectedByDefault", resource.Product == Product.Jira);
            json.WriteBoolean("defined", true);
            json.WriteNumber("numberOfSeats", seats);
            json.WriteNumber("remainingSeats", seats - used);
            json.WriteNumber("userCount", used);
            json.WriteString("userCountDescription", resource.Product == Product.ServiceManagement ? "agents" : "users");
            json.WriteBoolean("hasUnlimitedSeats", false);
            json.WriteBoolean("platform", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Plans(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("applications");
        foreach (var resource in Products(call.Site()))
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("id", resource.Product.Key());
            call.Json.WriteString("plan", "PAID");
            call.Json.WriteEndObject();
        }

        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    public static void Total(Call call)
    {
        var resources = Products(call.Site()).ToArray();
        Metric(call, "license.totalApproximateUserCount", Count(call.Organisation, resources));
    }

    public static void OfProduct(Call call)
    {
        var key = call.Values[1];
        var resources = Products(call.Site()).Where(resource => resource.Product.Key() == key).ToArray();
        Metric(call, $"license.{key}.approximateUserCount", Count(call.Organisation, resources));
    }

    static IEnumerable<Resource> Products(Site site) => site.Resources.Where(resource => resource.Product != Product.Confluence);

    static int Used(Organisation organisation, Resource resource) => Count(organisation, [resource]);

    /// <summary>Active members who hold a seat on any of the products; each counts once.</summary>
    static int Count(Organisation organisation, Resource[] resources)
    {
        if (resources.Length == 0) return 0;
        var holders = HolderFilter.From(organisation, [.. resources.Select(resource => resource.Ari)], [Role.User.Id(), Role.Admin.Id()])!;
        var directory = resources[0].Site.Directory.Index;
        var count = 0;
        for (var i = 0; i < organisation.Accounts.Count; i++)
        {
            ref readonly var row = ref organisation.Row(i);
            if (row.Status == AccountStatus.Active && row.In(directory) == MembershipStatus.Active && holders.Holds(in row)) count++;
        }

        return count;
    }

    static void Metric(Call call, string key, int value)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("key", key);
        call.Json.WriteString("value", value.ToString(CultureInfo.InvariantCulture));
        call.Json.WriteEndObject();
    }

    static void Names(Call call, string names, string details, Site site, Group[] groups)
    {
        call.Json.WriteStartArray(names);
        foreach (var group in groups) call.Json.WriteStringValue(group.Name);
        call.Json.WriteEndArray();
        call.Json.WriteStartArray(details);
        foreach (var group in groups) JiraGroups.WriteName(call, site, group);
        call.Json.WriteEndArray();
    }
}
