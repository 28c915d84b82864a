using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>Writes users of a search. What is not known is left out, not null; what is not asked for is left out too.</summary>
internal sealed class UserWriter(Call call, Directory[] scope, string[] expand)
{
    readonly Organisation organisation = call.Organisation;
    readonly Utf8JsonWriter json = call.Json;
    readonly bool roles = expand.Contains("platformRoles"), access = expand.Contains("productAccess"), groups = expand.Contains("groups"), counts = expand.Contains("counts.resources");

    public void Write(int index, MembershipStatus membership)
    {
        var account = Begin(index, membership);
        ref readonly var row = ref organisation.Row(index);
        if (groups) Groups(in row);
        if (access) Access(account);
        Pages.Self(json, organisation.Seed, "users", index);
        json.WriteEndObject();
    }

    /// <summary>One user alone: no groups, no access, but the day of deactivation.</summary>
    public void WriteDetails(int index, MembershipStatus membership)
    {
        Begin(index, membership);
        ref readonly var row = ref organisation.Row(index);
        if (row.DisabledAt > 0) json.WriteString("deactivatedOn"u8, Text(row.DisabledAt));
        json.WriteEndObject();
    }

    Account Begin(int index, MembershipStatus membership)
    {
        var account = organisation.Accounts[index];
        ref readonly var row = ref organisation.Row(index);
        var name = account.Name;
        json.WriteStartObject();
        json.WriteString("accountId"u8, account.Id);
        json.WriteString("accountType"u8, "atlassian"u8);
        json.WriteString("accountStatus"u8, UserFilter.Text(row.Status));
        json.WriteString("membershipStatus"u8, UserFilter.Text(membership));
        json.WriteString("status"u8, UserFilter.StatusText(row.Status, membership));
        json.WriteString("claimStatus"u8, row.Managed ? "managed"u8 : "unmanaged"u8);
        json.WriteString("name"u8, name);
        json.WriteString("nickname"u8, name);
        json.WriteString("email"u8, account.Email);
        json.WriteBoolean("emailVerified"u8, row.EmailVerified);
        json.WriteBoolean("mfaEnabled"u8, row.Mfa);
        if (row.Source == ManagementSource.None) json.WriteNull("managementSource"u8);
        else json.WriteString("managementSource"u8, row.Source == ManagementSource.Synced ? "synced"u8 : "invited"u8);
        if (row.AddedAgo > 0 && membership != MembershipStatus.NoMembership) json.WriteString("addedToOrg"u8, Text(-row.AddedAgo));
        json.WriteString("picture"u8, "https://avatars.example/default.png"u8);
        Profile(account);
        if (roles) PlatformRoles(account);
        if (counts) Counts(in row);
        return account;
    }

    string Text(int seconds) => organisation.Now.UtcDateTime.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    void Profile(Account account)
    {
        if (account.JobTitle is not { } title) return;
        var place = account.Pick(6, Profiles.Places.Length);
        json.WriteString("jobTitle"u8, title);
        json.WriteString("department"u8, account.Department);
        json.WriteString("location"u8, Profiles.Places[place]);
        json.WriteString("timeZone"u8, Profiles.Zones[place]);
    }

    void PlatformRoles(Account account)
    {
        json.WriteStartArray("platformRoles"u8);
        if (account.OrgAdmin) json.WriteStringValue(Role.OrgAdmin.Id());
        if ((organisation.Row(account.Index).Groups & organisation.Land.AccessAdmins) != 0) json.WriteStringValue(Role.UserAccessAdmin.Id());
        json.WriteEndArray();
    }

    void Counts(in AccountRow row)
    {
        var held = 0;
        foreach (var resource in organisation.Resources)
            if (scope.Contains(resource.Site.Directory) && Assignments.On(organisation, in row, resource).Count > 0) held++;
        json.WriteStartObject("counts"u8);
        json.WriteNumber("resources"u8, held);
        json.WriteEndObject();
    }

    void Groups(in AccountRow row)
    {
        json.WriteStartArray("groups"u8);
        for (var bits = row.Groups; bits != 0; bits &= bits - 1) Write(organisation.Groups[BitOperations.TrailingZeroCount(bits)]);
        if (row.Department > 0) Write(organisation.Groups[row.Department - 1]);
        if (row.Team > 0) Write(organisation.Groups[row.Team - 1]);
        json.WriteEndArray();
    }

    void Write(Group group)
    {
        if (!scope.Contains(group.Directory)) return;
        json.WriteStartObject();
        json.WriteString("id"u8, group.Ari);
        json.WriteString("name"u8, group.Name);
        if (group.Description.Length > 0) json.WriteString("description"u8, group.Description);
        json.WriteEndObject();
    }

    void Access(Account account)
    {
        json.WriteStartArray("productAccess"u8);
        foreach (var resource in organisation.Land.Resources)
        {
            if (organisation.LastActiveAgo(account.Index, resource.Index) == 0 || !scope.Contains(resource.Site.Directory)) continue;
            json.WriteStartObject();
            json.WriteString("id"u8, resource.Ari);
            json.WriteString("key"u8, resource.Product.Key());
            json.WriteString("lastActiveTimestamp"u8, account.LastActiveText(resource, call.Options.FeedStalled));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
