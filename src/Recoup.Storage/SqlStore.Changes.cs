using Microsoft.AspNetCore.DataProtection;
using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    /// <summary>Tables of an organisation that hold what was read and what was decided; children first.</summary>
    private static readonly string[] DataTables = ["run_rows", "runs", "plan_parts", "plans", "recommendation_rows", "recommendations", "account_order", "account_rows", "accounts", "account_pages", "listings", "scans", "holds", "people", "settings", "secrets"];

    public async Task<AuditHead> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        AuditHead? head = null;
        var org = change.Org.Value;
        await database.WriteAsync(
            async work =>
            {
                if (change.Connection is { } connection)
                    await WriteConnectionAsync(work, connection);
                if (change.Settings is { } settings)
                    await WriteSettingsAsync(work, org, change.SettingsBefore, settings);
                foreach (var (name, value) in change.Secrets)
                    await WriteSecretAsync(work, change.Org, name, value);
                foreach (var (account, hold) in change.Holds)
                    await WriteHoldAsync(work, org, account, hold);
                if (change.People is { } people)
                    await WritePeopleAsync(work, org, people);
                if (change.Plan is { } plan)
                    await WritePlanAsync(work, org, plan);
                if (change.Approval is { } approval)
                    await WriteApprovalAsync(work, org, approval);
                if (change.Run is { } run)
                    await WriteRunAsync(work, run, change.RunRows);
                if (change.Order is { } order)
                    await work.ExecuteAsync("update runs set wanted = @wanted where org_id = @org and run_id = @run", new { org, run = order.Run.Value, wanted = order.Order.ToString() });
                await WriteRecommendationsAsync(work, org, change.Recommendations);
                head = await AppendAsync(work, change.Event);
            },
            cancellationToken);
        // A list that is replaced lies in free pages until they are used again, like the accounts of an earlier scan; one that is
        // taken away is to be gone.
        if (change.People is { IsThere: false })
            await database.ShredAsync(cancellationToken);
        return head!;
    }

    public Task<IReadOnlyList<Hold>> HoldsAsync(OrgId org, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Hold>>(
            async work => Read(await work.ListAsync<string>("select doc from holds where org_id = @org", new { org = org.Value }), CoreJson.Default.Hold),
            cancellationToken);

    public async Task<int> EraseAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var removed = 0;
        await database.WriteAsync(
            async work =>
            {
                switch (erasure)
                {
                    case Erasure.Data data:
                        removed = await EraseDataAsync(work, data.Org);
                        await work.ExecuteAsync("update organizations set connection = null where org_id = @org", new { org = data.Org.Value });
                        await AppendAsync(work, data.Event);
                        break;
                    case Erasure.Person person:
                        removed = await ErasePersonAsync(work, person.Org, person.Account);
                        await AppendAsync(work, person.Event);
                        break;
                    case Erasure.Everything everything:
                        removed = await EraseDataAsync(work, everything.Org) + await EraseAuditAsync(work, everything.Org);
                        await AppendAsync(work, everything.Event);
                        break;
                }
            },
            cancellationToken);
        await database.ShredAsync(cancellationToken);
        return removed;
    }

    private static async Task<int> EraseDataAsync(Work work, OrgId org)
    {
        var removed = 0;
        foreach (var table in DataTables)
            removed += await work.ExecuteAsync($"delete from {table} where org_id = @org", new { org = org.Value });
        return removed;
    }

    private static async Task<int> ErasePersonAsync(Work work, OrgId org, AccountId account)
    {
        // First the list of people: the records of the account tell its addresses.
        var removed = await ErasePersonOfListAsync(work, org.Value, account) + await EraseNamesAsync(work, org, account);
        foreach (var table in new[] { "accounts", "recommendations", "holds", "run_rows" })
            removed += await work.ExecuteAsync($"delete from {table} where org_id = @org and account_id = @account", new { org = org.Value, account = account.Value });
        var ordered = await work.TryGetAsync<string>("select scan_id from account_order where org_id = @org limit 1", new { org = org.Value });
        foreach (var table in new[] { "account_rows", "recommendation_rows" })
            await work.ExecuteAsync($"delete from {table} where org_id = @org and account_id = @account", new { org = org.Value, account = account.Value });
        if (ordered is not null)
            await OrderAsync(work, org.Value, ordered);
        removed += await ErasePlansOfAsync(work, org.Value, account);
        // Pages of lists that name the person; they are of use to the scan that wrote them only, and that has ended.
        await work.ExecuteAsync(
            "delete from listings where org_id = @org and doc like @pattern escape '!'",
            new { org = org.Value, pattern = Folded.Naming(account) });
        return removed;
    }

    private async Task<int> EraseAuditAsync(Work work, OrgId org)
    {
        var chain = new { org = AuditChain.Of(org).Value };
        await work.ExecuteAsync(database.LiftAuditGuard);
        var removed = await work.ExecuteAsync("delete from audit_entries where org_id = @org", chain);
        await work.ExecuteAsync(database.RestoreAuditGuard);
        foreach (var table in new[] { "audit_names", "audit_notes", "audit_heads", "leases", "organizations" })
            await work.ExecuteAsync($"delete from {table} where org_id = @org", chain);
        return removed;
    }

    private static async Task WriteSettingsAsync(Work work, string org, Settings? before, Settings settings)
    {
        // Both written by this program: what is stored may be of an earlier one.
        if (before is not null && Write(await ReadSettingsAsync(work, org), CoreJson.Default.Settings) != Write(before, CoreJson.Default.Settings))
            throw new SettingsChangedException();
        await work.ExecuteAsync("insert into settings (org_id, doc) values (@org, @doc) on conflict (org_id) do update set doc = excluded.doc", new { org, doc = Write(settings, CoreJson.Default.Settings) });
    }

    private static Task<int> WriteHoldAsync(Work work, string org, AccountId account, Hold? hold) => hold is null
        ? work.ExecuteAsync("delete from holds where org_id = @org and account_id = @account", new { org, account = account.Value })
        : work.ExecuteAsync(
            "insert into holds (org_id, account_id, doc) values (@org, @account, @doc) on conflict (org_id, account_id) do update set doc = excluded.doc",
            new { org, account = account.Value, doc = Write(hold, CoreJson.Default.Hold) });

    private static Task<int> WriteConnectionAsync(Work work, Connection connection) =>
        work.ExecuteAsync(
            """
            insert into organizations (org_id, connection) values (@org, @doc)
            on conflict (org_id) do update set connection = excluded.connection
            """,
            new { org = connection.Org.Value, doc = Write(connection, EngineJson.Default.Connection) });

    private Task<int> WriteSecretAsync(Work work, OrgId org, string name, string? value) => value is null
        ? work.ExecuteAsync("delete from secrets where org_id = @org and name = @name", new { org = org.Value, name })
        : work.ExecuteAsync(
            """
            insert into secrets (org_id, name, protected) values (@org, @name, @secret)
            on conflict (org_id, name) do update set protected = excluded.protected
            """,
            new { org = org.Value, name, secret = Protector(org, name).Protect(value) });
}
