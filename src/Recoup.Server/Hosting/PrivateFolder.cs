namespace Recoup.Server.Hosting;

/// <summary>A folder that its owner alone may enter.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes it when it is not there; one that is there keeps its mode.</summary>
    /// <exception cref="UserException">It cannot be made.</exception>
    public static void Make(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The folder {path} cannot be made ({e.Message}). Choose another with --data DIR, or with Recoup:Keys where keys are kept apart.");
        }
    }
}
