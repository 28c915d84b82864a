using Recoup.Core.Directory;

namespace Recoup.Forge.Kvs;

public sealed partial class KvsStore
{
    public async Task<string?> TryGetSecretAsync(OrgId org, string name, CancellationToken cancellationToken)
    {
        string? before = null;
        while (true)
        {
            var book = await kvs.TryReadStampedAsync(SecretBook.Key(org), KvsJson.Default.SecretBook, cancellationToken);
            if (book?.Current.GetValueOrDefault(name) is not { } key)
                return null;
            // Between the two reads the value may have been replaced; then the book names another one.
            if (await kvs.TryGetSecretAsync(key, cancellationToken) is { } value)
                return value;
            if (key == before)
                return null;
            before = key;
        }
    }

    /// <summary>Removes values that no name leads to, of changes that were ended before they did so. Where there are none, it reads one document.</summary>
    public async Task SweepSecretsAsync(OrgId org, CancellationToken cancellationToken)
    {
        var bookKey = SecretBook.Key(org);
        if ((await kvs.TryReadStampedAsync(bookKey, KvsJson.Default.SecretBook, cancellationToken))?.Orphans() is not { Count: > 0 })
            return;
        var orphans = await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var book = await attempt.TryReadAsync(bookKey, KvsJson.Default.SecretBook) ?? new();
                // A change under way has its new value among them. Written once more, the book sends it back to its start, and to another key.
                await attempt.PutAsync(bookKey, book, KvsJson.Default.SecretBook);
                return book.Orphans();
            },
            cancellationToken);
        await SweepSecretsAsync(org, orphans, cancellationToken);
    }

    /// <summary>Keeps the values where nobody looks for them yet, and waits with the write that names them.</summary>
    /// <param name="made">Gets the keys of values that may have to go afterwards: those that were kept, and those that they replace.</param>
    private async Task WriteSecretsAsync(Attempt attempt, OrgId org, IReadOnlyDictionary<string, string?> secrets, List<string> made, CancellationToken cancellationToken)
    {
        if (secrets.Count == 0)
            return;
        var bookKey = SecretBook.Key(org);
        var book = await attempt.TryReadAsync(bookKey, KvsJson.Default.SecretBook) ?? new();
        var keys = secrets.ToDictionary(s => s.Key, s => s.Value is null ? null : SecretBook.NewKey(org, s.Key));
        if (keys.Values.OfType<string>().ToList() is { Count: > 0 } added)
        {
            book = book with { Kept = [.. book.Kept, .. added] };
            await attempt.PutAsync(bookKey, book, KvsJson.Default.SecretBook);
            await attempt.SaveAsync();
            made.AddRange(added);
        }

        made.AddRange(secrets.Keys.Select(book.Current.GetValueOrDefault).OfType<string>());

        foreach (var (name, key) in keys)
        {
            if (key is not null)
                await kvs.SetSecretAsync(key, secrets[name]!, cancellationToken);
        }

        await attempt.PutAsync(bookKey, book.With(keys), KvsJson.Default.SecretBook);
    }

    /// <summary>Removes values that the book no longer names: those that were replaced, and those of attempts that came to nothing.</summary>
    /// <param name="made">Keys among which they are.</param>
    private async Task SweepSecretsAsync(OrgId org, List<string> made, CancellationToken cancellationToken)
    {
        if (made.Count == 0 || await kvs.TryReadStampedAsync(SecretBook.Key(org), KvsJson.Default.SecretBook, cancellationToken) is not { } now)
            return;
        var gone = made.Except(now.Current.Values).ToList();
        foreach (var key in gone)
            await kvs.DeleteSecretAsync(key, cancellationToken);
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                if (await attempt.TryReadAsync(SecretBook.Key(org), KvsJson.Default.SecretBook) is { } book && book.Kept.Intersect(gone).Any())
                    await attempt.PutAsync(SecretBook.Key(org), book with { Kept = [.. book.Kept.Except(gone)] }, KvsJson.Default.SecretBook);
            },
            cancellationToken);
    }
}
