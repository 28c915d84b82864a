using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Recoup.Engine.Atlassian;

/// <summary>
/// Learns from the answers' headers when a host may be asked again. It never waits for time: whoever asked is told until when, so that
/// one wait is waited once. While answers tell how many requests are left, no more than that are under way, so that a limit
/// is used up without being run into: whoever would be one too many waits for an answer, which tells how many are left by now. A refusal closes the whole host: which endpoints share a limit is not documented, and
/// another request into the same limit would be refused for the same wait. Safe for requests under way at once.
/// </summary>
public sealed class RateLimiter(TimeProvider time)
{
    /// <summary>Two clocks differ, and a request early by a moment earns the next refusal. Only where the answer does not tell the server's own time.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>A header that asks for more is taken for a mistake: every documented window is an hour or less.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Allowance> _operations = [];
    private DateTimeOffset _closedUntil;
    private int _refusals;
    private Allowance? _last;

    /// <summary>How many requests the limit that the last answer was under still lets through; null where it did not say, or says what is over.</summary>
    public int? Left
    {
        get
        {
            lock (_gate)
                return _last is { Left: { } left, Reset: { } reset } && reset > time.GetUtcNow() ? left : null;
        }
    }

    /// <summary>Counts a request as under way; what it comes to is told by <see cref="Learn"/> or <see cref="Lost"/>.</summary>
    /// <returns>Null when it may be sent; otherwise until when not.</returns>
    public async Task<DateTimeOffset?> EnterAsync(string operation, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task answered;
            lock (_gate)
            {
                var allowance = Of(operation);
                var until = ClosedUntil(operation);
                if (until is null)
                    allowance.UnderWay++;
                // Some of those under way may be counted already in what is left.
                if (until is null || until != allowance.Reset || allowance is not { Left: > 0, UnderWay: > 0 })
                    return until;
                answered = allowance.Answered.Task;
            }

            await answered.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A request under way got no answer.</summary>
    public void Lost(string operation)
    {
        lock (_gate)
            Of(operation).Answer();
    }

    /// <summary>Notes what an answer says about the next request.</summary>
    public void Learn(string operation, HttpStatusCode status, HttpResponseHeaders headers)
    {
        lock (_gate)
        {
            var allowance = Of(operation);
            var reset = Reset(headers);
            Count(allowance, Remaining(headers), reset);
            _last = allowance;
            allowance.Answer();
            if (status == HttpStatusCode.TooManyRequests)
            {
                // Refusals of requests under way at once are one.
                if (_closedUntil <= time.GetUtcNow())
                {
                    _refusals++;
                    allowance.Refusals++;
                }

                var until = Sane(RetryAfter(headers) ?? reset ?? time.GetUtcNow() + Backoff(_refusals));
                _closedUntil = _closedUntil > until ? _closedUntil : until;
                return;
            }

            (_refusals, allowance.Refusals) = (0, 0);
            if (RetryAfter(headers) is { } later)
                allowance.ClosedUntil = Sane(later);
        }
    }

    /// <summary>How often in a row an operation was refused, each time after the wait it had asked for.</summary>
    public int Refusals(string operation)
    {
        lock (_gate)
            return Of(operation).Refusals;
    }

    /// <summary>Until when an operation must not be called; null when it may be called now.</summary>
    public DateTimeOffset? ClosedUntil(string operation)
    {
        lock (_gate)
        {
            var allowance = Of(operation);
            var until = Later(_closedUntil, allowance.ClosedUntil);
            if (allowance.Left <= allowance.UnderWay)
                until = Later(until, allowance.Reset);
            // Further ahead than anything is ever closed: our clock was set back since, and what it said then is no longer known.
            var left = until - time.GetUtcNow();
            return left > TimeSpan.Zero && left <= Longest ? until : null;
        }
    }

    /// <summary>Answers of requests under way at once come in any order: within one window the lowest count is the newest.</summary>
    private void Count(Allowance allowance, int? left, DateTimeOffset? reset)
    {
        if (left is null || reset is null)
            (allowance.Left, allowance.Reset) = (null, null);
        else if (allowance.Reset is { } known && known > time.GetUtcNow() && (reset.Value - known).Duration() < Slack * 2)
            allowance.Left = Math.Min(allowance.Left ?? left.Value, left.Value);
        else
            (allowance.Left, allowance.Reset) = (left, Sane(reset.Value));
    }

    /// <summary>
    /// What is known of an operation's limit. Questions about the management of an account are asked side by side and taken for
    /// one limit, so that neither runs into what the other used up; if they have one each, the newer answer counts.
    /// </summary>
    private Allowance Of(string operation)
    {
        var limit = operation.Contains("/manage", StringComparison.Ordinal) ? "manage" : operation;
        return _operations.TryGetValue(limit, out var allowance) ? allowance : _operations[limit] = new();
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other > a ? other : a;

    private DateTimeOffset Sane(DateTimeOffset until)
    {
        var latest = time.GetUtcNow() + Longest;
        return until < latest ? until : latest;
    }

    /// <summary>5, 10, 20… seconds, up to 5 minutes, while refusals come without saying until when.</summary>
    private static TimeSpan Backoff(int refusals) => TimeSpan.FromSeconds(Math.Min(300, 5 * Math.Pow(2, refusals - 1)));

    private DateTimeOffset? RetryAfter(HttpResponseHeaders headers) =>
        headers.RetryAfter?.Delta is { } delta ? time.GetUtcNow() + delta
        : headers.RetryAfter?.Date is { } date ? Here(date, headers)
        : null;

    private DateTimeOffset? Reset(HttpResponseHeaders headers) =>
        Header(headers, "X-RateLimit-Reset") is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset) ? Here(reset, headers) : null;

    /// <summary>
    /// A moment of the server's clock on ours. The server's date is cut to the second, so the result is late by less than one,
    /// never early; without a date our own clock is trusted, with some slack.
    /// </summary>
    private DateTimeOffset Here(DateTimeOffset there, HttpResponseHeaders headers) =>
        headers.Date is { } date ? time.GetUtcNow() + (there - date) : there + Slack;

    private static int? Remaining(HttpResponseHeaders headers) =>
        int.TryParse(Header(headers, "X-RateLimit-Remaining"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var remaining) ? remaining : null;

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>What is known of one operation's limit.</summary>
    private sealed class Allowance
    {
        public int UnderWay;
        public int Refusals;
        public int? Left;
        public DateTimeOffset? Reset;
        public DateTimeOffset? ClosedUntil;
        public TaskCompletionSource Answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Answer()
        {
            UnderWay--;
            Answered.SetResult();
            Answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
