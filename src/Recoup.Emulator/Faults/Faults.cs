namespace Recoup.Emulator;

/// <summary>What shall go wrong next. Of several that match, the one asked for first happens first. Safe from any thread.</summary>
public sealed class Faults
{
    readonly Lock gate = new();
    readonly List<Planned> planned = [];

    /// <summary>Lets the next requests that match fail.</summary>
    /// <param name="match">Sees the method and the path as sent, without its query: <c>("POST", "/admin/v2/orgs/…")</c>.</param>
    /// <param name="times">How many requests, 1 or more.</param>
    public void Next(Func<string, string, bool> match, int times, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (gate) planned.Add(new(match, fault) { Left = times });
    }

    /// <summary>Requests that will still fail.</summary>
    public int Pending
    {
        get
        {
            lock (gate) return planned.Sum(p => p.Left);
        }
    }

    public void Clear()
    {
        lock (gate) planned.Clear();
    }

    internal Fault? Take(string method, string path)
    {
        lock (gate)
        {
            if (planned.Find(p => p.Match(method, path)) is not { } next) return null;
            if (--next.Left == 0) planned.Remove(next);
            return next.Fault;
        }
    }

    sealed record Planned(Func<string, string, bool> Match, Fault Fault)
    {
        public int Left { get; set; }
    }
}
