namespace Recoup.Web;

/// <summary>A style sheet, a script or a picture of the pages: a part of the assembly.</summary>
/// <param name="Name">What it is called below <c>/</c>.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record WebFile(string Name, string ContentType)
{
    private const string Folder = "wwwroot/";

    public static IReadOnlyList<WebFile> All { get; } =
        [.. typeof(WebFile).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => new WebFile(n[Folder.Length..], Kind(Path.GetExtension(n))))];

    public Stream Open() => typeof(WebFile).Assembly.GetManifestResourceStream(Folder + Name)!;

    private static string Kind(string extension) => extension switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"No media type is known for {extension}."),
    };
}
