using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace Recoup.Storage;

/// <summary>Which database of which server, from a connection string of Npgsql. It never shows the password.</summary>
public sealed partial class PostgresAddress
{
    private const string UsualSchema = "recoup";

    private PostgresAddress(NpgsqlConnectionStringBuilder settings)
    {
        Settings = settings;
        var host = string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}");
        Place = $"PostgreSQL database {settings.Database} at {host}{(Schema == UsualSchema ? "" : $", schema {Schema}")}";
    }

    /// <summary>Database, host and port, as a message to the user names them.</summary>
    public string Place { get; }

    /// <summary>Where the tables are: the search path of the connection string, <c>recoup</c> when it has none.</summary>
    public string Schema => Settings.SearchPath!;

    /// <summary>Whether the connection string itself holds a secret.</summary>
    public bool HasPassword => Settings.Password is not null || Settings.SslPassword is not null;

    internal NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>Reads a connection string such as <c>Host=db.example;Database=recoup;Username=recoup</c>.</summary>
    /// <exception cref="StoreException">It is none, names no server, no database or no schema of its own, or leads over a network without TLS. The message repeats nothing of it.</exception>
    public static PostgresAddress Parse(string text)
    {
        var settings = Read(text);
        // A password may hide in what looks like an address: postgres://me:secret@db.example.
        if (settings.Host is not { Length: > 0 } host || host.Contains('@', StringComparison.Ordinal) || host.Contains("//", StringComparison.Ordinal))
            throw new StoreException("Host= takes the name or address of a server alone, such as Host=db.example.");
        if (string.IsNullOrEmpty(settings.Database))
            throw new StoreException("The connection string names no database: add Database=NAME.");
        settings.SearchPath ??= UsualSchema;
        if (!SchemaName().IsMatch(settings.SearchPath) || settings.SearchPath is "public" or "information_schema" || settings.SearchPath.StartsWith("pg_", StringComparison.Ordinal))
            throw new StoreException("Search Path= takes one schema that is Recoup's own, of small letters, digits and _, such as recoup.");

        if (settings.SslMode != SslMode.VerifyFull && !host.Split(',').All(IsOfThisMachine))
            throw new StoreException("A server on another machine is asked over TLS, with a certificate of its name: add SSL Mode=VerifyFull, and Root Certificate=FILE where the certificate is not from a public authority.");

        settings.ApplicationName ??= "recoup";
        // What a user is shown, or a log holds, has no row and no password in it.
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        // A server that is gone is noticed, and deleting a million accounts may take its time.
        settings.TcpKeepAlive = true;
        settings.CommandTimeout = 600;
        return new(settings);
    }

    public override string ToString() => Place;

    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Not even as inner exception: it quotes what it could not read, which may be half a password.
            throw new StoreException("The connection string cannot be read. It looks like Host=db.example;Database=recoup;Username=recoup; a value that holds ; or = stands in quotes.");
        }
    }

    /// <summary>A loopback address or the folder of a Unix socket.</summary>
    private static bool IsOfThisMachine(string host)
    {
        host = host.Trim();
        return host.StartsWith('/')
            || host.Split(':')[0].Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPEndPoint.TryParse(host, out var end) && IPAddress.IsLoopback(end.Address));
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}
