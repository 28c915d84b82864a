using Recoup.Storage;

namespace Recoup.Server.Hosting;

/// <summary>Which database is meant: a PostgreSQL server by its connection string, or the SQLite file in the data directory.</summary>
internal static class DatabaseAddress
{
    /// <summary>What --db says, or RECOUP_DB; null is the SQLite file.</summary>
    /// <exception cref="UserException">It is no connection string, or a password is where every process can see it. The message repeats neither.</exception>
    public static PostgresAddress? Resolve(string? named, Func<string, string?> environment)
    {
        if ((named ?? environment("RECOUP_DB")) is not { Length: > 0 } text)
            return null;
        var where = named is null ? "RECOUP_DB" : "--db";
        PostgresAddress address;
        try
        {
            address = PostgresAddress.Parse(text);
        }
        catch (StoreException e)
        {
            throw new UserException($"{where} takes a connection string of PostgreSQL (Host=…;Database=…); without it the data is in a SQLite file in the data folder. {e.Message}", ExitCode.Usage);
        }

        return named is null || !address.HasPassword
            ? address
            : throw new UserException("--db takes no password: every process on this machine can see it there. Set the whole connection string as RECOUP_DB, or keep the password in a file (environment PGPASSFILE, or Passfile= in the connection string).", ExitCode.Usage);
    }
}
