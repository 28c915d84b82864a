namespace Recoup.Server.Api;

/// <summary>A typed confirmation before something is removed for good.</summary>
/// <param name="Confirm">The id of what is to be removed, once more.</param>
internal sealed record Confirmed(string Confirm)
{
    /// <exception cref="UserException">Something else was typed.</exception>
    public void Demand(string word)
    {
        if (Confirm != word)
            throw new UserException("Nothing was changed: send what is to be removed once more as confirm.", ExitCode.Usage);
    }
}
