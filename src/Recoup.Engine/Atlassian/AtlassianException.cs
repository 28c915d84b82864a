namespace Recoup.Engine.Atlassian;

/// <summary>What a failed call means for the one who made it.</summary>
public enum AtlassianFailure
{
    /// <summary>Too many requests: ask again at <see cref="AtlassianException.Until"/>, not before. Without it the operation is refused again and again.</summary>
    Limited,

    /// <summary>The network, a server or something between broke: the same call may go through later.</summary>
    Transient,

    /// <summary>401: the key is wrong, expired or revoked.</summary>
    Unauthorized,

    /// <summary>403: the key is good and may not do this.</summary>
    Forbidden,

    /// <summary>404 where something was expected.</summary>
    NotFound,

    /// <summary>Any other refusal of the request itself.</summary>
    Rejected,
}

/// <summary>A call to Atlassian that gave no answer to work with. Carries the operation, never a key, an address or a query.</summary>
public sealed class AtlassianException(string operation, AtlassianFailure failure, string message, Exception? inner = null)
    : Exception($"{operation}: {message}", inner)
{
    /// <summary>Method and path template, such as <c>POST users/search</c>.</summary>
    public string Operation { get; } = operation;

    public AtlassianFailure Failure { get; } = failure;

    /// <summary>The HTTP status; null when there was no answer, or nothing was asked because the platform under us lets no more out.</summary>
    public int? Status { get; init; }

    /// <summary>Atlassian's own code or key, such as <c>ADMIN-404-2</c> or <c>forbidden.action</c>; null when none was given.</summary>
    public string? Code { get; init; }

    /// <summary>When a limited call may be made again; null when waiting has not helped.</summary>
    public DateTimeOffset? Until { get; init; }
}
