using System.Globalization;

namespace Recoup.Server.Hosting;

/// <summary>The owner of a lease as this host writes it: machine, process, when the process began, and a mark of its own.</summary>
internal sealed record ProcessOwner(string Machine, int Process, DateTimeOffset Began, string Mark)
{
    /// <summary>When a process began is worked out from the time since boot, which two readers round differently.</summary>
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(2);

    /// <summary>This process; each mark is another owner.</summary>
    public static ProcessOwner Own(string mark)
    {
        using var own = System.Diagnostics.Process.GetCurrentProcess();
        return new(Environment.MachineName, own.Id, own.StartTime.ToUniversalTime(), mark);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static ProcessOwner? TryParse(string text) =>
        text.Split('|') is [var machine, var process, var began, var mark]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(began, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new(machine, id, DateTimeOffset.FromUnixTimeMilliseconds(at), mark)
            : null;

    /// <summary>Whether it ran on this machine and no longer does. Of other machines nothing is known.</summary>
    public bool IsGone()
    {
        if (Machine != Environment.MachineName)
            return false;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return (process.StartTime.ToUniversalTime() - Began).Duration() > Blur;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is there, and somebody else's.
            return false;
        }
    }

    public string InWords() => $"process {Process.ToString(CultureInfo.InvariantCulture)} on {Machine}";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine.Replace('|', '_')}|{Process}|{Began.ToUnixTimeMilliseconds()}|{Mark}");
}
