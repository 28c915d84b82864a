namespace Recoup.Emulator;

/// <summary>Deactivates, activates and deletes managed accounts that no identity provider owns.</summary>
internal static class Lifecycle
{
    public static void Disable(Call call)
    {
        var (account, row) = Find(call);
        if (row.Status == AccountStatus.Closed) throw Deleted(account);
        if (row.Status == AccountStatus.Inactive) return;
        row.DisabledAt = Math.Max(1, (int)(call.Time.GetUtcNow() - call.Organisation.Now).TotalSeconds);
        Set(call, account, row, AccountStatus.Inactive, EventAction.Deactivated);
    }

    public static void Enable(Call call)
    {
        var (account, row) = Find(call);
        if (row.Status == AccountStatus.Closed) throw Deleted(account);
        if (row.Status != AccountStatus.Active) Set(call, account, row, AccountStatus.Active, EventAction.Activated);
    }

    public static void Delete(Call call)
    {
        var (account, row) = Find(call);
        if (row.Status == AccountStatus.Closed) throw Deleted(account);
        Set(call, account, row, AccountStatus.Closed, EventAction.Deleted);
        Say(call, "The account will be deleted in 14 days.");
    }

    /// <summary>The account is active again, whatever it was before.</summary>
    public static void CancelDelete(Call call)
    {
        var (account, row) = Find(call);
        if (row.Status == AccountStatus.Closed) Set(call, account, row, AccountStatus.Active, EventAction.Activated);
        Say(call, "The deletion of the account is cancelled.");
    }

    static (Account, AccountRow) Find(Call call)
    {
        var account = Manage.Find(call, "forbidden.action", "managedAccount");
        if (account.Source == ManagementSource.Synced) throw Errors.Account(403, "forbidden.action", "externalDirectory.scim");
        if (call.Sent.Length > 0) Question.Body(call, ["message"]);
        return (account, call.Changes.Row(account.Index));
    }

    static void Set(Call call, Account account, AccountRow row, AccountStatus status, EventAction action)
    {
        row.Status = status;
        if (status == AccountStatus.Active) row.DisabledAt = 0;
        call.Set(account, row);
        call.Happened(action, account);
    }

    static void Say(Call call, string message)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("message", message);
        call.Json.WriteEndObject();
    }

    static Refusal Deleted(Account account) => Errors.Lifecycle(account.Id, "deleted", "The account is going to be deleted. Cancel that first.");
}
