using Recoup.Core.Directory;

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
public sealed record HoldResult(AccountId AccountId, string? DisplayName, string Owner, string Reason, DateOnly Until, bool Live, DateOnly? From, int? DaysLeft);
