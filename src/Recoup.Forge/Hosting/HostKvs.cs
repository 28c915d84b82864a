using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Forge.Kvs;

namespace Recoup.Forge.Hosting;

/// <summary>The key-value store of the installation that an invocation belongs to.</summary>
/// <param name="scope">The invocation's number.</param>
internal sealed class HostKvs(int scope) : IKvs
{
    public async Task<IReadOnlyDictionary<string, string>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? new Dictionary<string, string>() : JsonSerializer.Deserialize(await AskAsync("kvs.get", Text(keys)), HostKvsJson.Default.DictionaryStringString)!;

    public async Task<IReadOnlyDictionary<string, Stamped>> GetStampedAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? new Dictionary<string, Stamped>() : JsonSerializer.Deserialize(await AskAsync("kvs.stamped", Text(keys)), HostKvsJson.Default.DictionaryStringStamped)!;

    public async Task TransactAsync(IReadOnlyCollection<KvsWrite> writes, CancellationToken cancellationToken)
    {
        KvsStep[] steps = [.. writes.Select(Step)];
        if (await AskAsync("kvs.transact", JsonSerializer.Serialize(steps, HostKvsJson.Default.KvsStepArray)) != "true")
            throw new KvsConflictException(steps.First(s => s.Do is "restamp" or "check").Key);
    }

    public async Task<KvsKeys> QueryAsync(string prefix, string? cursor, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await AskAsync("kvs.query", JsonSerializer.Serialize(new KvsPage(prefix, cursor), HostKvsJson.Default.KvsPage)), HostKvsJson.Default.KvsKeys)!;

    public Task<string?> TryGetSecretAsync(string key, CancellationToken cancellationToken) => Host.CallAsync(scope, "kvs.secret.get", key);

    public Task SetSecretAsync(string key, string value, CancellationToken cancellationToken) => Host.CallAsync(scope, "kvs.secret.set", Text([key, value]));

    public Task DeleteSecretAsync(string key, CancellationToken cancellationToken) => Host.CallAsync(scope, "kvs.secret.delete", key);

    private async Task<string> AskAsync(string operation, string argument) => (await Host.CallAsync(scope, operation, argument))!;

    private static string Text(IReadOnlyCollection<string> texts) => JsonSerializer.Serialize([.. texts], HostKvsJson.Default.StringArray);

    private static KvsStep Step(KvsWrite write) => write switch
    {
        KvsWrite.Set set => new("set", set.Key) { Json = set.Json },
        KvsWrite.Delete delete => new("delete", delete.Key),
        KvsWrite.Restamp restamp => new("restamp", restamp.Key) { Was = restamp.Was, Stamp = restamp.Now?.Stamp, Json = restamp.Now?.Json },
        KvsWrite.Check check => new("check", check.Key) { Was = check.Was },
        _ => throw new ArgumentException($"There is no {write.GetType().Name}.", nameof(write)),
    };
}

/// <summary>One operation of a transaction, as <c>app/src/operations.js</c> takes it.</summary>
internal sealed record KvsStep(string Do, string Key)
{
    public string? Json { get; init; }

    public string? Was { get; init; }

    public string? Stamp { get; init; }
}

internal sealed record KvsPage(string Prefix, string? Cursor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, Stamped>))]
[JsonSerializable(typeof(KvsStep[]))]
[JsonSerializable(typeof(KvsPage))]
[JsonSerializable(typeof(KvsKeys))]
internal sealed partial class HostKvsJson : JsonSerializerContext;
