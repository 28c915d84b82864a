using System.Globalization;

namespace Recoup.Emulator;

/// <summary>The two files an admin can download without a key.</summary>
public static class CsvExport
{
    /// <summary>Directory → Users → Export: one row per account that is in a directory.</summary>
    public static void WriteUsers(Organisation organisation, TextWriter output)
    {
        var csv = new CsvRow(output);
        csv.Add("User id", "User name", "email", "User status", "Added to org", "Org role");
        foreach (var resource in organisation.Resources) csv.Add(Column(resource), $"Last seen in {Column(resource)}");
        csv.End();
        foreach (var account in organisation.Accounts)
        {
            if (account.Membership == MembershipStatus.NoMembership) continue;
            csv.Add(account.Id, account.Name, account.Email, Status(account), Day(account.AddedToOrg), account.OrgAdmin ? "Organization admin" : "None");
            foreach (var resource in organisation.Resources)
            {
                csv.Add(RoleOn(organisation, account, resource));
                csv.Add(account.LastActive(resource) is { } seen ? Day(seen) : "Never accessed");
            }

            csv.End();
        }
    }

    /// <summary>Directory → Managed accounts → Export: accounts of claimed domains, wherever they are.</summary>
    public static void WriteManaged(Organisation organisation, TextWriter output)
    {
        var csv = new CsvRow(output);
        csv.Add("Name", "Email", "Atlassian ID", "Status", "Last active date [UTC]", "Billable", "Claimed", "Policy name", "Policy type", "Two-step verification", "Verified email");
        foreach (var product in Enum.GetValues<Product>()) csv.Add(product.Label());
        csv.Add("Trello");
        csv.End();
        foreach (var account in organisation.Accounts)
        {
            if (!account.Managed) continue;
            var active = account.Status == AccountStatus.Active;
            var seats = account.Seats.ToArray();
            csv.Add(account.Name, account.Email, account.Id, active ? "active" : "deactivated", Day(LastActive(organisation, account)), account.BilledForGuard ? "Yes" : "No", "Yes");
            csv.Add(account.IsMachine ? "Automation" : "Default policy", account.IsMachine ? "Local" : "Identity provider", account.Mfa ? "Enabled" : "Disabled", account.EmailVerified ? "Yes" : "No");
            foreach (var product in Enum.GetValues<Product>()) csv.Add(string.Join(", ", seats.Where(seat => seat.Product == product).Select(seat => seat.Site.Name)));
            csv.Add(account.TrelloUsed is null ? "" : "trello.com");
            csv.End();
        }
    }

    static string Column(Resource resource) => $"{resource.Product.Label()} - {resource.Site.Name}";

    static string Status(Account account) => account.Status != AccountStatus.Active ? "Inactive" : account.Membership == MembershipStatus.Suspended ? "Suspended" : "Active";

    static string Day(DateTimeOffset? time) => time?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "";

    static DateTimeOffset? LastActive(Organisation organisation, Account account) => organisation.Resources.Select(account.LastActive).Append(account.TrelloUsed).Max();

    /// <summary>The cell names one role, the mightiest.</summary>
    static string RoleOn(Organisation organisation, Account account, Resource resource)
    {
        var held = Assignments.On(organisation, in organisation.Row(account.Index), resource).Select(assignment => assignment.Role).ToArray();
        return held.Length == 0 ? "None" : held.Contains(Role.Admin) ? "Admin" : held.Contains(Role.User) ? "User" : held[0] == Role.UserAccessAdmin ? "User access admin" : held[0].ToString();
    }
}
