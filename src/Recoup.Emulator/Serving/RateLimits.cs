using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Fixed windows, one per family of endpoints. Whoever comes back before the time it was told waits a whole window more.</summary>
internal sealed class RateLimits(EmulatorOptions options, RequestLog log)
{
    readonly Dictionary<string, Window> windows = [];
    readonly Lock gate = new();

    public void Check(Call call, Route route)
    {
        if (!options.Limits || route.Door == Door.Open) return;
        var jira = route.Door == Door.Jira;
        var limit = jira ? options.JiraPerSecond : options.AdminPerMinute;
        bool refused;
        int left;
        DateTimeOffset reset;
        lock (gate)
        {
            var key = jira ? $"{call.Values[0]} {route.Name}" : route.Family;
            if (!windows.TryGetValue(key, out var window)) windows[key] = window = new();
            refused = !Take(window, limit, jira ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1));
            (left, reset) = (Math.Max(0, limit - window.Used), window.End);
        }

        call.Headers["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        call.Headers["X-RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        if (!jira || refused) call.Headers["X-RateLimit-Reset"] = reset.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        if (!refused) return;
        if (!jira) throw route.Door == Door.Admin ? Errors.Proxy(429, "Rate limit exceeded") : Errors.Account(429, "tooManyRequests");
        var seconds = Math.Max(1, (int)Math.Ceiling((reset - options.Time.GetUtcNow()).TotalSeconds));
        call.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        call.Headers["RateLimit-Reason"] = "jira-burst-based";
        throw Errors.Jira(429, "Rate limit exceeded.");
    }

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
