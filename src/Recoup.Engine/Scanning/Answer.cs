using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>What was learned about one candidate.</summary>
/// <param name="Probes">The answers.</param>
/// <param name="Seats">Its seats as its own role assignments tell them; null when they were not asked for.</param>
/// <param name="Gone">Whether the account had gone when it was asked about.</param>
public sealed record Answer(Probes Probes, IReadOnlyList<Seat>? Seats, bool Gone)
{
    /// <summary>The account with its answers.</summary>
    public Account Into(Account account) => account with
    {
        Probes = Probes,
        Seats = Seats ?? account.Seats,
        Incomplete = Gone ? "the account was gone when it was asked about" : account.Incomplete,
    };
}
