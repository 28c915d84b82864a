using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Recoup.Engine.Atlassian;

/// <summary>
/// Learns from the answers' headers when an operation may be called again. It never waits: whoever called is told until
/// when, so that one wait is waited once. Operations are limited apart, as Atlassian documents its numbers per endpoint.
/// </summary>
public sealed class RateLimiter(TimeProvider time)
{
    /// <summary>Clocks differ, and a request early by a moment earns the next refusal.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>A header that asks for more is taken for a mistake: every documented window is an hour or less.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _closedUntil = [];
    private readonly Dictionary<string, int> _refusals = [];

    /// <summary>Until when an operation must not be called; null when it may be called now.</summary>
    public DateTimeOffset? ClosedUntil(string operation) =>
        _closedUntil.TryGetValue(operation, out var until) && until > time.GetUtcNow() ? until : null;

    /// <summary>Notes what an answer says about the next call.</summary>
    public void Learn(string operation, HttpStatusCode status, HttpResponseHeaders headers)
    {
        var refused = status == HttpStatusCode.TooManyRequests;
        if (!refused)
            _refusals.Remove(operation);
        var told = RetryAfter(headers) ?? (refused || Remaining(headers) == 0 ? Reset(headers) : null);
        if (told is { } until)
            Close(operation, until + Slack);
        else if (refused)
            Close(operation, time.GetUtcNow() + Backoff(operation));
    }

    private void Close(string operation, DateTimeOffset until)
    {
        var latest = time.GetUtcNow() + Longest;
        _closedUntil[operation] = until < latest ? until : latest;
    }

    /// <summary>5, 10, 20… seconds, up to 5 minutes, while refusals come without saying until when.</summary>
    private TimeSpan Backoff(string operation)
    {
        var refusals = _refusals[operation] = _refusals.GetValueOrDefault(operation) + 1;
        return TimeSpan.FromSeconds(Math.Min(300, 5 * Math.Pow(2, refusals - 1)));
    }

    private DateTimeOffset? RetryAfter(HttpResponseHeaders headers) =>
        headers.RetryAfter?.Date ?? (headers.RetryAfter?.Delta is { } delta ? time.GetUtcNow() + delta : null);

    private static DateTimeOffset? Reset(HttpResponseHeaders headers) =>
        Header(headers, "X-RateLimit-Reset") is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset) ? reset : null;

    private static int? Remaining(HttpResponseHeaders headers) =>
        int.TryParse(Header(headers, "X-RateLimit-Remaining"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var remaining) ? remaining : null;

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
