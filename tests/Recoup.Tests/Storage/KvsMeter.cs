namespace Recoup.Tests.Storage;

/// <summary>What calls of one kind came to. A call counts once for every 10 KB begun, whatever the number of its keys.</summary>
public sealed class KvsMeter
{
    private const int Unit = 10 * 1024;

    public int Calls { get; private set; }

    public int Keys { get; private set; }

    public long Bytes { get; private set; }

    public long Units { get; private set; }

    public void Add(long bytes, int keys)
    {
        Calls++;
        Keys += keys;
        Bytes += bytes;
        Units += Math.Max(1, (bytes + Unit - 1) / Unit);
    }

    /// <summary>What came since the last time, and begins anew.</summary>
    public string Take()
    {
        var text = $"{Calls,6:N0} calls {Keys,8:N0} keys {Bytes / 1000.0,10:N0} KB {Units,7:N0} units";
        (Calls, Keys, Bytes, Units) = (0, 0, 0, 0);
        return text;
    }
}
