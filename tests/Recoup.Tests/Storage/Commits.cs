using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

/// <summary>Changes of one thing, for facts that are not about the audit log.</summary>
internal static class Commits
{
    public static AuditEvent Event(OrgId org, string action = "test.change", AccountId? subject = null, string? note = null) => new()
    {
        Chain = AuditChain.Of(org),
        Actor = "ann",
        Subject = subject,
        Action = action,
        Outcome = "done",
        Note = note,
    };

    public static Task SaveConnectionAsync(this IStore store, Connection connection, CancellationToken cancellationToken) =>
        store.CommitAsync(new Change(connection.Org, Event(connection.Org)) { Connection = connection }, cancellationToken);

    public static Task SaveSecretAsync(this IStore store, OrgId org, string name, string? value, CancellationToken cancellationToken) =>
        store.CommitAsync(new Change(org, Event(org)) { Secrets = new Dictionary<string, string?> { [name] = value } }, cancellationToken);

    public static Task SaveSettingsAsync(this IStore store, OrgId org, Settings settings, CancellationToken cancellationToken) =>
        store.CommitAsync(new Change(org, Event(org)) { Settings = settings }, cancellationToken);

    public static Task SaveHoldAsync(this IStore store, OrgId org, Hold hold, CancellationToken cancellationToken) =>
        store.CommitAsync(new Change(org, Event(org, subject: hold.Account)) { Holds = new Dictionary<AccountId, Hold?> { [hold.Account] = hold } }, cancellationToken);

    public static Task SavePeopleAsync(this IStore store, OrgId org, PeopleList people, CancellationToken cancellationToken) =>
        store.CommitAsync(new Change(org, Event(org, "people.import")) { People = people }, cancellationToken);

    public static Task SavePlanAsync(this IStore store, Plan plan, CancellationToken cancellationToken) =>
        store.CommitAsync(new Change(plan.Head.Org, Event(plan.Head.Org, "plan.create")) { Plan = plan }, cancellationToken);
}
