namespace Recoup.Emulator;

/// <summary>A clock that can be set, and goes on from there. Waits take as long as ever.</summary>
internal sealed class MovedTime(TimeProvider time) : TimeProvider
{
    long ticks;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref ticks, (now - time.GetUtcNow()).Ticks);

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow().AddTicks(Interlocked.Read(ref ticks));

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
