namespace Recoup.Emulator;

/// <summary>Writes on their way. Whoever writes sees the truth at once; reads show a change when the time of propagation is over.</summary>
internal sealed class Changes(Organisation organisation, EmulatorOptions options)
{
    readonly Lock gate = new();
    readonly Queue<(DateTimeOffset Due, Action Show)> onTheWay = [];
    readonly Dictionary<int, AccountRow> rows = [];
    readonly Dictionary<int, IReadOnlyList<Grant>> grants = [];
    volatile bool waiting;

    /// <summary>The account as it truly is.</summary>
    public AccountRow Row(int index)
    {
        lock (gate) return rows.TryGetValue(index, out var row) ? row : organisation.Row(index);
    }

    public IReadOnlyList<Grant> Grants(Group group)
    {
        lock (gate) return grants.GetValueOrDefault(group.Index) ?? group.Grants;
    }

    public void Set(int index, AccountRow row) => Add(() => rows[index] = row, () => organisation.Put(index, in row));

    public void Set(Group group, IReadOnlyList<Grant> given) => Add(() => grants[group.Index] = given, () => organisation.Put(group, given));

    /// <summary>Shows what is due.</summary>
    public void Arrive()
    {
        if (!waiting) return;
        lock (gate)
        {
            while (onTheWay.TryPeek(out var next) && next.Due <= options.Time.GetUtcNow()) onTheWay.Dequeue().Show();
            if (onTheWay.Count > 0) return;
            rows.Clear();
            grants.Clear();
            waiting = false;
        }
    }

    void Add(Action record, Action show)
    {
        lock (gate)
        {
            record();
            onTheWay.Enqueue((options.Time.GetUtcNow() + options.Propagation, show));
            waiting = true;
        }

        Arrive();
    }
}
