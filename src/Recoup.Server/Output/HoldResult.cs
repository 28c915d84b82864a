using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Holding;

namespace Recoup.Server.Output;

/// <summary>A hold as <c>recoup hold list --json</c> prints it.</summary>
/// <param name="AccountId">Whom it protects.</param>
/// <param name="DisplayName">The name as the last scan saw it; null when it saw none.</param>
/// <param name="Owner">Who asked for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day it holds, in UTC.</param>
/// <param name="Live">Whether it holds now.</param>
/// <param name="From">The first day it holds, in UTC; null where it held from when it was made.</param>
/// <param name="DaysLeft">Days until its last one, 0 on that day; null when it has ended.</param>
public sealed record HoldResult(AccountId AccountId, string? DisplayName, string Owner, string Reason, DateOnly Until, bool Live, DateOnly? From, int? DaysLeft)
{
    /// <summary>Some holds, with the names that the last scan saw.</summary>
    public static async Task<IReadOnlyList<HoldResult>> OfAsync(IStore store, OrgId org, IEnumerable<Hold> holds, DateTimeOffset now, CancellationToken cancellationToken) =>
    [
        .. (await Holds.NamedAsync(store, org, holds, cancellationToken)).Select(h =>
            new HoldResult(h.Hold.Account, h.Name, h.Hold.Owner, h.Hold.Reason, h.Hold.Until, h.Hold.IsLive(now), h.Hold.From, h.Hold.HasEnded(now) ? null : h.Hold.DaysLeft(now))),
    ];
}
