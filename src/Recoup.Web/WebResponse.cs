namespace Recoup.Web;

/// <summary>What a host answers with.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The media type of the body.</param>
/// <param name="Body">Writes the body; nothing for none.</param>
public sealed record WebResponse(int Status, string ContentType, Func<Stream, CancellationToken, Task> Body)
{
    /// <summary>Where to go instead, as a path of ours with its query; null where the body is the answer.</summary>
    public string? Location { get; init; }

    /// <summary>What a browser calls the file that it saves; null where it shows the body.</summary>
    public string? FileName { get; init; }

    public static WebResponse Html(string html, int status = 200) =>
        new(status, "text/html; charset=utf-8", async (to, cancellationToken) => await to.WriteAsync(System.Text.Encoding.UTF8.GetBytes(html), cancellationToken));

    public static WebResponse Csv(string fileName, Func<Stream, CancellationToken, Task> body) => new(200, "text/csv; charset=utf-8", body) { FileName = fileName };

    /// <summary>Sends the browser on with a GET, so that loading again repeats nothing.</summary>
    public static WebResponse SeeOther(string path) => new(303, "text/plain", (_, _) => Task.CompletedTask) { Location = path };
}
