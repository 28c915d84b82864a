namespace Recoup.EndToEnd.Browser;

/// <summary>A running <c>recoup demo</c>.</summary>
internal sealed class Demo(RecoupProcess process, Uri door) : IAsyncDisposable
{
    public Uri Server { get; } = new(door.GetLeftPart(UriPartial.Authority));

    /// <summary>The link that is good once.</summary>
    public string Door => door.AbsolutePath;

    public static async Task<Demo> StartAsync(int users = 120)
    {
        var process = RecoupProcess.Start("", "demo", "--users", $"{users}", "--port", "0");
        for (; ; )
        {
            if (await process.ReadLineAsync() is var line && line.StartsWith("Look around: ", StringComparison.Ordinal))
                return new(process, new(line.Split(' ')[^1]));
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
