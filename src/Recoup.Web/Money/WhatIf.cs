using Recoup.Core.Money;

namespace Recoup.Web.Money;

/// <summary>What so many users fewer on a subscription would save at its next renewal.</summary>
/// <param name="Line">The subscription.</param>
/// <param name="Fewer">How many fewer; no more than it has.</param>
/// <param name="Saving">What that saves, or costs where it is below zero; null where no price is known.</param>
public sealed record WhatIf(BillLine Line, int Fewer, Saving? Saving)
{
    /// <summary>Null while nothing was asked, or no subscription is there.</summary>
    public static WhatIf? Of(MoneyView money, string? on, int? fewer, DateTimeOffset now)
    {
        if (fewer is not { } asked || (money.Lines.FirstOrDefault(l => l.Name == on) ?? (money.Lines is [var first, ..] ? first : null)) is not { } line)
            return null;
        var less = Math.Min(asked, line.Users);
        return new(line, less, line.Subscription.Saved(line.Users, line.Users - less, now, money.Zone));
    }
}
