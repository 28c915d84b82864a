using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Policies;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>
/// Changes: one transaction, with the entry that tells of it, that fails when the head of the log is no longer the one that the
/// entry follows. What does not fit into one is written before, where nobody sees it yet, and counts from that transaction on.
/// </summary>
public sealed partial class KvsStore
{
    public async Task<AuditHead> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        var org = change.Org;
        var few = change.Recommendations.Count <= FewFindings;
        var (secrets, lists) = (new List<string>(), new List<string>());
        var head = await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                // First of all: whatever is read after the head, and changed under it alone, is as it was at that head.
                await attempt.LoadAsync([HeadKey(change.Event.Chain), .. Touched(change)]);
                await CheckSettingsAsync(attempt, change);
                await SettledAsync(attempt, change, cancellationToken);
                if (change.Run is { } run)
                    await FenceAsync(attempt, org, Jobs.Run, run.Fence);
                await WriteSecretsAsync(attempt, org, change.Secrets, secrets, cancellationToken);
                if (change.People is { } people)
                    await WritePeopleAsync(attempt, org, people);
                if (change.Plan is { } plan)
                    await WritePlanRowsAsync(attempt, plan);
                if (change.Run is { } begun)
                    await WriteRunAsync(attempt, begun, change.RunRows);
                if (few)
                    await PutFindingsAsync(attempt, org, change.Recommendations);
                else
                    await WritePendingAsync(attempt, org, change.Recommendations, lists);
                await WriteHoldsAsync(attempt, org, change.Holds);
                if (change.Connection is { } connection)
                {
                    attempt.Set(Keys.Of(org, "connection"), connection, EngineJson.Default.Connection);
                    await AddOrganizationAsync(attempt, org);
                }

                if (change.Settings is { } settings)
                    await attempt.PutAsync(SettingsKey(change), settings, CoreJson.Default.Settings);
                if (change.Approval is { } approval)
                    await WriteApprovalAsync(attempt, org, approval, cancellationToken);
                if (change.Order is { } order)
                    attempt.Set(WantedKey(org, order.Run.Value), order.Order, KvsJson.Default.RunOrder);
                return await AppendAsync(attempt, change.Event, cancellationToken);
            },
            cancellationToken);
        if (!few)
        {
            await SettleAsync(org, cancellationToken);
            await SweepPendingAsync(org, lists, cancellationToken);
        }

        await SweepSecretsAsync(org, secrets, cancellationToken);
        if (change.People is not null)
            await SweepPeopleAsync(org, cancellationToken);
        return head;
    }

    /// <summary>Sees to it that no findings of an earlier change are waiting, and none will be when these are written.</summary>
    private async Task SettledAsync(Attempt attempt, Change change, CancellationToken cancellationToken)
    {
        if (change.Recommendations.Count == 0)
            return;
        if (await attempt.TryReadAsync(PendingKey(change.Org), KvsJson.Default.PendingBook) is { Ready.Count: > 0 })
        {
            await SettleAsync(change.Org, cancellationToken);
            throw new KvsConflictException(PendingKey(change.Org));
        }

        await attempt.GuardAsync(PendingKey(change.Org));
    }

    private static async Task CheckSettingsAsync(Attempt attempt, Change change)
    {
        if (change.SettingsBefore is not { } before)
            return;
        var now = await attempt.TryReadAsync(SettingsKey(change), CoreJson.Default.Settings) ?? new();
        // Both written by this program: what is stored may be of an earlier one.
        if (Written(now) != Written(before))
            throw new SettingsChangedException();
        await attempt.GuardAsync(SettingsKey(change));

        static string Written(Settings settings) => JsonSerializer.Serialize(settings, CoreJson.Default.Settings);
    }

    /// <summary>Shared documents that a change will look at, so that they are read in one call.</summary>
    private static IEnumerable<string> Touched(Change change)
    {
        if (change.Settings is not null || change.SettingsBefore is not null)
            yield return SettingsKey(change);
        if (change.Recommendations.Count > 0)
            yield return PendingKey(change.Org);
        if (change.Connection is not null)
            yield return Keys.Organizations;
        if (change.Secrets.Count > 0)
            yield return SecretBook.Key(change.Org);
        if (change.Plan is not null)
            yield return Keys.Of(change.Org, Lists.Plans);
        if (change.Run is { } run)
        {
            yield return LeaseKey(run.Org, Jobs.Run);
            yield return Keys.Of(run.Org, Lists.Runs);
        }

        foreach (var account in change.Holds.Keys)
            yield return HoldKey(change.Org, account);
    }

    private static string SettingsKey(Change change) => Keys.Of(change.Org, "settings");

    private static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;
}
