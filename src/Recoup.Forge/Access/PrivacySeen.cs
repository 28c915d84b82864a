using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Forge.Kvs;
using Recoup.Web.Privacy;

namespace Recoup.Forge.Access;

/// <summary>Which privacy text each visitor was told of (P26). Who comes for the first time is told nothing: the page is there to read.</summary>
internal sealed class PrivacySeen(IKvs kvs)
{
    private const string Key = "privacy-seen";

    /// <summary>As many as are remembered; who comes after that is told of no text.</summary>
    private const int Most = 1_000;

    /// <summary>The day of a text that the visitor was not told of; null where there is none.</summary>
    public async Task<DateOnly?> NewsAsync(AccountId account, CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(cancellationToken);
        if (seen.TryGetValue(account.Value, out var hash))
            return hash == PrivacyText.Hash ? null : PrivacyText.Changed;
        await KeepAsync(seen, account, cancellationToken);
        return null;
    }

    /// <summary>Keeps that the visitor was told.</summary>
    public async Task SeeAsync(AccountId account, CancellationToken cancellationToken) => await KeepAsync(await ReadAsync(cancellationToken), account, cancellationToken);

    /// <summary>Everybody who is remembered.</summary>
    public async Task<IReadOnlyList<AccountId>> AllAsync(CancellationToken cancellationToken) => [.. (await ReadAsync(cancellationToken)).Keys.Select(k => new AccountId(k))];

    /// <summary>Forgets one visitor, or with null all of them.</summary>
    public async Task ForgetAsync(AccountId? account, CancellationToken cancellationToken)
    {
        var seen = account is { } one ? await ReadAsync(cancellationToken) : [];
        if (account is null || seen.Remove(account.Value.Value))
            await WriteAsync(seen, cancellationToken);
    }

    private async Task KeepAsync(Dictionary<string, string> seen, AccountId account, CancellationToken cancellationToken)
    {
        if (seen.Count >= Most && !seen.ContainsKey(account.Value))
            return;
        seen[account.Value] = PrivacyText.Hash;
        await WriteAsync(seen, cancellationToken);
    }

    private Task WriteAsync(Dictionary<string, string> seen, CancellationToken cancellationToken) =>
        kvs.TransactAsync([seen.Count == 0 ? new KvsWrite.Delete(Key) : new KvsWrite.Set(Key, JsonSerializer.Serialize(seen, KvsJson.Default.DictionaryStringString))], cancellationToken);

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken) =>
        await kvs.TryReadAsync(Key, KvsJson.Default.DictionaryStringString, cancellationToken) ?? [];
}
