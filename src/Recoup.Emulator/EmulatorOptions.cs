namespace Recoup.Emulator;

/// <summary>What to imitate. The same users, seed and moment give the same bytes.</summary>
public sealed record EmulatorOptions
{
    public const int FewestUsers = 50;
    public const int MostUsers = 1_000_000;

    /// <summary>Accounts of the organisation, 50 to 1,000,000.</summary>
    public int Users { get; init; } = 500;

    public int Seed { get; init; } = 1;

    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether the documented rate limits are enforced.</summary>
    public bool Limits { get; init; }

    /// <summary>Requests per minute that each family of admin endpoints takes while <see cref="Limits"/> is on.</summary>
    public int AdminPerMinute { get; init; } = 600;

    /// <summary>Requests per second that each Jira endpoint takes while <see cref="Limits"/> is on.</summary>
    public int JiraPerSecond { get; init; } = 100;

    /// <summary>Questions a minute that Claude takes while <see cref="Limits"/> is on.</summary>
    public int ClaudePerMinute { get; init; } = 50;

    /// <summary>How long after the first refusal others are taken for requests already under way, not for early retries.</summary>
    public TimeSpan RetryGrace { get; init; } = TimeSpan.Zero;

    /// <summary>How long reads show the old state after a write.</summary>
    public TimeSpan Propagation { get; init; } = TimeSpan.Zero;

    /// <summary>How long every answer takes at least.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>How often something goes wrong by itself.</summary>
    public FaultLevel Faults { get; init; }

    /// <summary>How long the feed of last-active times has stood still: nobody is reported as seen since then.</summary>
    public TimeSpan FeedStalled { get; init; } = TimeSpan.Zero;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The moment the organisation is generated for; null is the clock's now.</summary>
    public DateTimeOffset? Now { get; init; }
}
