using System.Globalization;
using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Forge.Kvs;

namespace Recoup.Forge.Access;

/// <summary>Who was found to be an organisation admin, or none, in the last minutes: so that a page does not wait for Atlassian each time.</summary>
internal sealed class Verdicts(IKvs kvs, TimeProvider time)
{
    /// <summary>Who is an admin no longer is let in for so long at most.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private const string Key = "verdicts";

    /// <summary>What was found; null when that is too long ago, or never was.</summary>
    public async Task<bool?> TryGetAsync(AccountId account, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).GetValueOrDefault(account.Value) is { Length: > 1 } text && At(text) is var at && time.GetUtcNow() - at is { Ticks: >= 0 } age && age < Fresh
            ? text[0] == '+'
            : null;

    /// <summary>Keeps what was found, and forgets what is too old. Of two at once the later one counts: the other is found out again.</summary>
    public async Task KeepAsync(AccountId account, bool isAdmin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var kept = (await ReadAsync(cancellationToken)).Where(v => now - At(v.Value) < Fresh).ToDictionary();
        kept[account.Value] = $"{(isAdmin ? '+' : '-')}{now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}";
        await kvs.TransactAsync([new KvsWrite.Set(Key, JsonSerializer.Serialize(kept, KvsJson.Default.DictionaryStringString))], cancellationToken);
    }

    /// <summary>Forgets them all.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => kvs.TransactAsync([new KvsWrite.Delete(Key)], cancellationToken);

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken) =>
        await kvs.TryReadAsync(Key, KvsJson.Default.DictionaryStringString, cancellationToken) ?? [];

    private static DateTimeOffset At(string text) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));
}
