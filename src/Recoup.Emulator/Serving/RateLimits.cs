using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Fixed windows, one per family of endpoints. Whoever comes back before the time it was told waits a whole window more.</summary>
internal sealed class RateLimits(EmulatorOptions options, RequestLog log)
{
    const string ClaudeHeader = "anthropic-ratelimit-requests-";

    readonly Dictionary<string, Window> windows = [];
    readonly Lock gate = new();

    public void Check(Call call, Route route)
    {
        if (!options.Limits || route.Door == Door.Open) return;
        var (limit, length) = Rule(route);
        bool refused;
        int left;
        DateTimeOffset reset;
        lock (gate)
        {
            var key = ByEndpoint(route.Door) ? $"{call.Values[0]} {route.Name}" : route.Family;
            if (!windows.TryGetValue(key, out var window)) windows[key] = window = new();
            refused = !Take(window, limit, length);
            (left, reset) = (Math.Max(0, limit - window.Used), window.End);
        }

        Tell(call, route.Door, limit, left, refused ? null : reset);
        if (refused) throw Refuse(call, route.Door, route, reset);
    }

    /// <summary>The answer to one request too many, with its headers.</summary>
    public static Refusal Refuse(Call call, Door door, Route? route, DateTimeOffset reset)
    {
        if (door == Door.Claude)
        {
            if (!call.Headers.ContainsKey(ClaudeHeader + "limit")) Tell(call, door, 50, 0, reset);
            call.Headers[ClaudeHeader + "reset"] = WholeSeconds(reset);
            call.Headers.RetryAfter = Seconds(call, reset);
            return Errors.TooMany(route);
        }

        if (!call.Headers.ContainsKey("X-RateLimit-Limit")) Tell(call, door, 100, 0, reset);
        call.Headers["X-RateLimit-Reset"] = Text(reset);
        if (!ByEndpoint(door)) return Errors.TooMany(route);
        call.Headers.RetryAfter = Seconds(call, reset);
        call.Headers["RateLimit-Reason"] = "jira-burst-based";
        return Errors.TooMany(route);
    }

    /// <summary>How many requests in how long; the numbers that are documented or were measured.</summary>
    (int Limit, TimeSpan Length) Rule(Route route) => (route.Door, route.Family, route.Method) switch
    {
        (Door.Jira or Door.Confluence, _, "PUT" or "DELETE") => (Math.Max(1, options.JiraPerSecond / 2), TimeSpan.FromSeconds(1)),
        (Door.Jira or Door.Confluence, _, _) => (options.JiraPerSecond, TimeSpan.FromSeconds(1)),
        (Door.Claude, _, _) => (options.ClaudePerMinute, TimeSpan.FromMinutes(1)),
        (_, "events", _) => (10, TimeSpan.FromMinutes(1)),
        (_, "events-stream", _) => (50, TimeSpan.FromMinutes(1)),
        (_, "last-active-dates", _) => (200, TimeSpan.FromMinutes(1)),
        _ => (options.AdminPerMinute, TimeSpan.FromMinutes(1)),
    };

    static bool ByEndpoint(Door door) => door is Door.Jira or Door.Confluence;

    static string Seconds(Call call, DateTimeOffset reset) => Math.Max(1, (int)Math.Ceiling((reset - call.Time.GetUtcNow()).TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    static void Tell(Call call, Door door, int limit, int left, DateTimeOffset? reset)
    {
        if (door == Door.Claude)
        {
            call.Headers[ClaudeHeader + "limit"] = limit.ToString(CultureInfo.InvariantCulture);
            call.Headers[ClaudeHeader + "remaining"] = left.ToString(CultureInfo.InvariantCulture);
            if (reset is { } at) call.Headers[ClaudeHeader + "reset"] = WholeSeconds(at);
            return;
        }

        call.Headers["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        call.Headers["X-RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        if (!ByEndpoint(door) && reset is { } end) call.Headers["X-RateLimit-Reset"] = Text(end);
    }

    /// <summary>Rounded up: who comes back then is not too early.</summary>
    static string WholeSeconds(DateTimeOffset time) => time.AddTicks(TimeSpan.TicksPerSecond - 1).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    bool Take(Window window, int limit, TimeSpan length)
    {
        var now = options.Time.GetUtcNow();
        if (now >= window.End)
        {
            window.End = Up(now + length);
            window.Used = 0;
            window.RefusedAt = null;
        }

        if (++window.Used <= limit) return true;
        log.Refused();
        if (window.RefusedAt is not { } first) window.RefusedAt = now;
        else if (now - first >= options.RetryGrace)
        {
            log.Early();
            window.End = Up(now + length);
        }

        return false;
    }

    /// <summary>To the next millisecond, which is what the header can say.</summary>
    static DateTimeOffset Up(DateTimeOffset time) => time.AddTicks(-time.Ticks % TimeSpan.TicksPerMillisecond + TimeSpan.TicksPerMillisecond);

    sealed class Window
    {
        public DateTimeOffset End;
        public DateTimeOffset? RefusedAt;
        public int Used;
    }
}
