using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    public Task<IReadOnlyList<OrgId>> OrganizationsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OrgId>>(
            async work => [.. (await work.ListAsync<string>("select org_id from organizations order by org_id")).Select(OrgId.From)],
            cancellationToken);

    public Task<Connection?> TryGetConnectionAsync(OrgId org, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async work => TryRead(
                await work.TryGetAsync<string>("select connection from organizations where org_id = @org", new { org = org.Value }),
                EngineJson.Default.Connection),
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreException">The secret was encrypted with a key that is no longer there.</exception>
    public async Task<string?> TryGetSecretAsync(OrgId org, string name, CancellationToken cancellationToken)
    {
        var secret = await database.ReadAsync(
            work => work.TryGetAsync<string>("select protected from secrets where org_id = @org and name = @name", new { org = org.Value, name }),
            cancellationToken);
        try
        {
            return secret is null ? null : Protector(org, name).Unprotect(secret);
        }
        catch (CryptographicException e)
        {
            throw new StoreException($"The secret {name} of organisation {org} in {database.Place} cannot be decrypted: the key ring it was encrypted with is missing, or the certificate of that ring is another one. Restore the key ring and its certificate from the same time as the database, or set the secret again.", e);
        }
    }

    public Task<Settings> SettingsAsync(OrgId org, CancellationToken cancellationToken) =>
        database.ReadAsync(work => ReadSettingsAsync(work, org.Value), cancellationToken);

    private static async Task<Settings> ReadSettingsAsync(Work work, string org) =>
        TryRead(await work.TryGetAsync<string>("select doc from settings where org_id = @org", new { org }), CoreJson.Default.Settings) ?? new Settings();

    // Bound to its place: a row copied to another organisation or name does not decrypt.
    private IDataProtector Protector(OrgId org, string name) => protector.CreateProtector(org.Value, name);
}
