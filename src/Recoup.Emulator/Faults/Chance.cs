namespace Recoup.Emulator;

/// <summary>How often something goes wrong by itself.</summary>
public enum FaultLevel
{
    None,

    /// <summary>About one request in a hundred.</summary>
    Light,

    /// <summary>About one request in ten.</summary>
    Heavy,
}

/// <summary>Faults by chance: the seed and the number of the request decide, so that the same requests meet the same faults again.</summary>
internal sealed class Chance(EmulatorOptions options, int seed)
{
    static readonly Fault[] Reads =
        [new Fault.Failed(429), new Fault.Failed(500), Fault.ProxyPage(503), Fault.ProxyPage(), new Fault.Drop(), new Fault.TruncatedJson(), new Fault.Slow(TimeSpan.FromSeconds(3))];

    // A write that took effect is answered truly or not at all.
    static readonly Fault[] Writes =
        [new Fault.Failed(429), new Fault.Failed(500), Fault.ProxyPage(503), Fault.ProxyPage(), new Fault.Drop(), new Fault.AnswerLost(), new Fault.Slow(TimeSpan.FromSeconds(3))];

    static readonly Fault[] Questions =
    [
        .. Reads, new Fault.Failed(529), new Fault.Distorted(Distortion.ModelRefuses), new Fault.Distorted(Distortion.CutShort),
        new Fault.Distorted(Distortion.NotJson), new Fault.Distorted(Distortion.OtherShape), new Fault.Distorted(Distortion.NoContent),
    ];

    readonly int perThousand = options.Faults switch { FaultLevel.Light => 10, FaultLevel.Heavy => 100, _ => 0 };
    int requests;

    public Fault? Next(Route? route)
    {
        if (perThousand == 0 || route is null) return null;
        var dice = new Dice(seed, Interlocked.Increment(ref requests), salt: 60);
        return dice.Below(1_000) < perThousand ? dice.Pick<Fault>(route.Writes ? Writes : route.Template == ClaudeRoutes.MessagesPath ? Questions : Reads) : null;
    }
}
