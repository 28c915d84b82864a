namespace Recoup.Server.Hosting;

/// <summary>Where everything is kept: the database and the keys that its secrets are encrypted with.</summary>
public static class DataDirectory
{
    /// <summary>Removes the keys that Recoup keeps in a folder, and the folder when nothing else is in it.</summary>
    /// <returns>Whether something of somebody else's is there, so that the folder stays.</returns>
    public static bool Remove(string directory)
    {
        var keys = Path.Combine(directory, "keys");
        if (Directory.Exists(keys))
        {
            // As Data Protection names them: key-ID.xml, and revocation-ID.xml for one that was revoked.
            foreach (var file in Directory.EnumerateFiles(keys, "*.xml").Where(f => Path.GetFileName(f) is var name && (name.StartsWith("key-", StringComparison.Ordinal) || name.StartsWith("revocation-", StringComparison.Ordinal))))
                File.Delete(file);
        }

        return !RemoveEmpty(keys) | !RemoveEmpty(directory);
    }

    private static bool RemoveEmpty(string directory)
    {
        if (!Directory.Exists(directory))
            return true;
        if (Directory.EnumerateFileSystemEntries(directory).Any())
            return false;
        Directory.Delete(directory);
        return true;
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
