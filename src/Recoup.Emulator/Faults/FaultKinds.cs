namespace Recoup.Emulator;

/// <summary>The names that faults are asked for by over HTTP.</summary>
internal static class FaultKinds
{
    static readonly Dictionary<string, Fault> ByName = new()
    {
        ["401"] = new Fault.Failed(401),
        ["403"] = new Fault.Failed(403),
        ["429"] = new Fault.Failed(429),
        ["429-untold"] = new Fault.Failed(429) { Tells = false },
        ["500"] = new Fault.Failed(500),
        ["503"] = Fault.ProxyPage(503),
        ["529"] = new Fault.Failed(529),
        ["html"] = Fault.ProxyPage(),
        ["drop"] = new Fault.Drop(),
        ["truncated"] = new Fault.TruncatedJson(),
        ["answer-lost"] = new Fault.AnswerLost(),
        ["slow"] = new Fault.Slow(TimeSpan.FromSeconds(3)),
        ["hang"] = new Fault.Hang(),
        ["repeated-page"] = new Fault.Distorted(Distortion.RepeatedPage),
        ["cursor-loop"] = new Fault.Distorted(Distortion.CursorLoop),
        ["early-end"] = new Fault.Distorted(Distortion.EarlyEnd),
        ["null-dates"] = new Fault.Distorted(Distortion.NullDates),
        ["future-dates"] = new Fault.Distorted(Distortion.FutureDates),
        ["unknown-values"] = new Fault.Distorted(Distortion.UnknownValues),
        ["null-account-id"] = new Fault.Distorted(Distortion.NullAccountId),
        ["refusal"] = new Fault.Distorted(Distortion.ModelRefuses),
        ["max-tokens"] = new Fault.Distorted(Distortion.CutShort),
        ["not-json"] = new Fault.Distorted(Distortion.NotJson),
        ["other-shape"] = new Fault.Distorted(Distortion.OtherShape),
        ["empty-content"] = new Fault.Distorted(Distortion.NoContent),
    };

    public static IEnumerable<string> Names => ByName.Keys;

    public static Fault? Of(string name) => ByName.GetValueOrDefault(name);
}
