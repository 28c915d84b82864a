using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>
/// The store of the Forge edition. Whatever is read back is found by get alone, through small lists and indexes of what there is;
/// a query, which may be stale, only sweeps up. What many writers change is a stamped document and is changed in an
/// <see cref="Attempt"/>. A save of many operations goes in several transactions: data, indexes, checkpoint. Nothing of a tenant
/// is kept between two calls.
/// </summary>
/// <param name="kvs">The key-value store of one installation.</param>
/// <param name="clock">Says when an audit entry was made.</param>
public sealed partial class KvsStore(IKvs kvs, TimeProvider clock) : IStore
{
    public async Task<IReadOnlyList<OrgId>> OrganizationsAsync(CancellationToken cancellationToken) =>
        [.. (await kvs.TryReadStampedAsync(Keys.Organizations, KvsJson.Default.ListString, cancellationToken) ?? []).Order(StringComparer.Ordinal).Select(OrgId.From)];

    public Task<Connection?> TryGetConnectionAsync(OrgId org, CancellationToken cancellationToken) =>
        kvs.TryReadAsync(Keys.Of(org, "connection"), EngineJson.Default.Connection, cancellationToken);

    public async Task<Settings> SettingsAsync(OrgId org, CancellationToken cancellationToken) =>
        await kvs.TryReadStampedAsync(Keys.Of(org, "settings"), CoreJson.Default.Settings, cancellationToken) ?? new();

    private static async Task AddOrganizationAsync(Attempt attempt, OrgId org)
    {
        var orgs = await attempt.TryReadAsync(Keys.Organizations, KvsJson.Default.ListString) ?? [];
        if (!orgs.Contains(org.Value))
            await attempt.PutAsync(Keys.Organizations, [.. orgs, org.Value], KvsJson.Default.ListString);
    }
}
