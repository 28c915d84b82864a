using System.Security.Cryptography;
using Recoup.Core.Directory;

namespace Recoup.Forge.Kvs;

/// <summary>
/// Where an organisation's secrets are. A secret cannot be part of a transaction, so a new value is kept under a key of its own,
/// and is the value from the transaction on that names it here.
/// </summary>
internal sealed record SecretBook
{
    /// <summary>Keys of the values by name.</summary>
    public Dictionary<string, string> Current { get => field ?? []; init; }

    /// <summary>Every key that a value may be under, also of a change that broke off.</summary>
    public List<string> Kept { get => field ?? []; init; }

    /// <summary>Keys that no name leads to: of changes that broke off, or are under way.</summary>
    public List<string> Orphans() => [.. Kept.Except(Current.Values)];

    public static string Key(OrgId org) => Keys.Of(org, "secrets");

    public static string NewKey(OrgId org, string name) => Keys.Of(org, "secret", name, RandomNumberGenerator.GetHexString(16, lowercase: true));

    /// <summary>The book with some values elsewhere, or taken away.</summary>
    public SecretBook With(IReadOnlyDictionary<string, string?> keys)
    {
        var next = new Dictionary<string, string>(Current);
        foreach (var (name, key) in keys)
        {
            if (key is null)
                next.Remove(name);
            else
                next[name] = key;
        }

        return this with { Current = next };
    }
}
