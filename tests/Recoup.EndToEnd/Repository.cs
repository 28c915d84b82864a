namespace Recoup.EndToEnd;

/// <summary>Where the checkout lies that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string At(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Recoup.slnx above {AppContext.BaseDirectory}: the end-to-end tests run inside a checkout.");
    }
}
