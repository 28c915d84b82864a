namespace Recoup.Engine.Atlassian;

/// <summary>What became of a write that was sent. A write is sent once: nothing here says that it may be sent again.</summary>
public enum WriteResult
{
    /// <summary>Carried out.</summary>
    Done,

    /// <summary>What was asked for was so already.</summary>
    Already,

    /// <summary>Atlassian said no: nothing was changed.</summary>
    Refused,

    /// <summary>No usable answer came: it was carried out, or not. The state has to be read.</summary>
    Lost,
}

/// <summary>The answer to a write.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Why">What Atlassian said, or what broke; null when it was carried out.</param>
/// <param name="Status">The HTTP status; null without an answer.</param>
public sealed record WriteAnswer(WriteResult Result, string? Why = null, int? Status = null)
{
    /// <summary>Atlassian's own code or key; null when none was given.</summary>
    public string? Code { get; init; }
}
