using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Recoup.Storage;

/// <summary>What the errors of PostgreSQL mean to the user: what is wrong, with which database, what to do.</summary>
internal static class PostgresErrors
{
    // idle_in_transaction_session_timeout, for which Npgsql has no name.
    private const string IdleInTransaction = "25P03";

    public static string Explain(DbException e, PostgresAddress address) =>
        e is PostgresException error ? Explain(error, address) : ExplainConnection(e, address.Place);

    private static string Explain(PostgresException e, PostgresAddress address)
    {
        var place = address.Place;
        var user = address.Settings.Username ?? "this user";
        var database = address.Settings.Database;
        return e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword => $"{place} does not accept the password of {user}. Correct it in the connection string or in the password file (PGPASSFILE).",
            PostgresErrorCodes.InvalidAuthorizationSpecification => $"{place} does not let {user} in: {e.MessageText}. Check Username=, and the server's pg_hba.conf.",
            PostgresErrorCodes.InvalidCatalogName => $"{place} does not exist. Create it (create database {database}), or correct Database=.",
            PostgresErrorCodes.InsufficientPrivilege => $"{place}: {user} may not do what is needed ({e.MessageText}). Let {user} make the schema (grant create on database {database} to {user}) or make it for {user} (create schema {address.Schema} authorization {user}); what is in the schema must belong to {user}.",
            PostgresErrorCodes.ReadOnlySqlTransaction => $"{place} can only be read: it is a standby, or was set read-only. Connect to the primary server.",
            PostgresErrorCodes.DiskFull => $"{place} could not grow: the server's disk is full. Free some space there, then try again.",
            PostgresErrorCodes.TooManyConnections => $"{place} takes no more connections. End some that are not used, raise max_connections, or give each Recoup fewer (Maximum Pool Size= in the connection string).",
            PostgresErrorCodes.LockNotAvailable => $"{place} is locked: another Recoup has been writing for long, or another program holds a table. See who does (pg_stat_activity), then try again.",
            PostgresErrorCodes.CannotConnectNow => $"{place} is starting or stopping. Try again in a moment.",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleInTransaction => Lost(place),
            PostgresErrorCodes.QueryCanceled => $"{place} took longer than the server allows (statement_timeout). Raise it for {user}, then try again.",
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"{place} is damaged: {e.MessageText}. Restore it from a backup.",
            PostgresErrorCodes.IoError => $"{place} could not be read or written: the server's disk failed. Check it, then try again.",
            _ => $"{place}: {e.MessageText} ({e.SqlState}).",
        };
    }

    private static string ExplainConnection(DbException e, string place) => e.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown } => Lost(place),
        SocketException socket => $"{place} cannot be reached: {socket.Message}. Is the server running, are Host= and Port= right, does a firewall stand in between?",
        TimeoutException => $"{place} does not answer. Is the server overloaded, are Host= and Port= right, does a firewall stand in between?",
        IOException => Lost(place),
        AuthenticationException tls => $"{place} is not trusted: {tls.Message} Host= has to be a name that its certificate is for, and Root Certificate=FILE the authority that made it.",
        _ => $"{place}: {e.Message}",
    };

    private static string Lost(string place) => $"The connection to {place} was lost. What was being saved is there whole or not at all; try again.";
}
