using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Forge.Hosting;

/// <summary>Events of the app to itself: each comes at least once, in no order, in an invocation of its own.</summary>
/// <param name="scope">The invocation's number.</param>
internal sealed class HostQueue(int scope)
{
    /// <summary>The longest that the platform holds an event back.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Has the app called again with this, after a while.</summary>
    public Task PushAsync(Errand errand, TimeSpan after)
    {
        var seconds = (int)Math.Ceiling(Math.Clamp(after.TotalSeconds, 0, Longest.TotalSeconds));
        return Host.CallAsync(scope, "queue.push", JsonSerializer.Serialize(new QueuedErrand(errand, seconds), QueueJson.Default.QueuedErrand));
    }
}

/// <summary>Something to go on with.</summary>
/// <param name="Org">Of which organisation.</param>
/// <param name="Job">A scan, a run, the look at a run's seats, or to forget somebody.</param>
/// <param name="Id">Which one.</param>
/// <param name="By">Who wanted it, as the audit log knows them.</param>
internal sealed record Errand(string Org, string Job, string Id, string By)
{
    public const string Scan = "scan";
    public const string Run = "run";
    public const string Verify = "verify";

    /// <summary>The id is a person's.</summary>
    public const string Forget = "forget";
}

internal sealed record QueuedErrand(Errand Body, int Delay);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QueuedErrand))]
internal sealed partial class QueueJson : JsonSerializerContext;
