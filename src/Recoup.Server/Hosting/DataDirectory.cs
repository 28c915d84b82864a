namespace Recoup.Server.Hosting;

/// <summary>Where everything is kept: the database and the keys that its secrets are encrypted with.</summary>
public static class DataDirectory
{
    /// <summary>Removes what Recoup keeps in a folder, and the folder when nothing else is in it.</summary>
    public static void Remove(string directory)
    {
        var keys = Path.Combine(directory, "keys");
        if (Directory.Exists(keys))
            Directory.Delete(keys, recursive: true);
        if (Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    /// <summary>The folder named, or RECOUP_DATA, or <c>recoup</c> in the user's own data folder.</summary>
    /// <exception cref="UserException">There is no such folder to be had.</exception>
    public static string Resolve(string? named, Func<string, string?> environment)
    {
        if ((named ?? environment("RECOUP_DATA")) is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        var own = environment("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return own.Length > 0
            ? Path.Combine(own, "recoup")
            : throw new UserException("There is no home folder to keep data in. Name one with --data DIR or RECOUP_DATA.", ExitCode.Usage);
    }
}
