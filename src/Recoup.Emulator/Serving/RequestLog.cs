namespace Recoup.Emulator;

/// <summary>What was asked since the start or the last <see cref="Reset"/>. Safe from any thread.</summary>
public sealed class RequestLog
{
    /// <summary>Counts paths that are no endpoint.</summary>
    public const string UnknownPath = "unknown";

    readonly Lock gate = new();
    readonly Dictionary<string, long> byEndpoint = new(StringComparer.Ordinal);
    long total, refusals, early;

    public long Total => Read(() => total);

    /// <summary>Requests for paths that the API does not have.</summary>
    public long Unknown => this[UnknownPath];

    /// <summary>Answers with status 429.</summary>
    public long Refusals => Read(() => refusals);

    /// <summary>Requests sent to a family of endpoints before the reset that a 429 had told.</summary>
    public long EarlyRetries => Read(() => early);

    /// <summary>How often an endpoint was asked, by method and template: <c>GET /admin/v1/orgs/{org}</c>.</summary>
    public long this[string endpoint] => Read(() => byEndpoint.GetValueOrDefault(endpoint));

    public IReadOnlyDictionary<string, long> ByEndpoint => Read(() => new SortedDictionary<string, long>(byEndpoint, StringComparer.Ordinal));

    public void Reset()
    {
        lock (gate)
        {
            byEndpoint.Clear();
            total = refusals = early = 0;
        }
    }

    internal void Count(string? endpoint)
    {
        lock (gate)
        {
            total++;
            byEndpoint[endpoint ?? UnknownPath] = byEndpoint.GetValueOrDefault(endpoint ?? UnknownPath) + 1;
        }
    }

    internal void Refused()
    {
        lock (gate) refusals++;
    }

    internal void Early()
    {
        lock (gate) early++;
    }

    T Read<T>(Func<T> value)
    {
        lock (gate) return value();
    }
}
