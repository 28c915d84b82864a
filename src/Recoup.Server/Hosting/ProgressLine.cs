namespace Recoup.Server.Hosting;

/// <summary>Progress on stderr: one line that overwrites itself where somebody watches, a line each time where not.</summary>
internal sealed class ProgressLine(CommandHost host)
{
    /// <param name="line">What is said.</param>
    /// <param name="final">Whether it stays.</param>
    public void Write(string line, bool final = false)
    {
        if (!host.IsWatched)
            host.Error.WriteLine(line);
        else if (final)
            host.Error.WriteLine($"\r{line.PadRight(79)}");
        else
            host.Error.Write($"\r{line.PadRight(79)}");
    }
}
