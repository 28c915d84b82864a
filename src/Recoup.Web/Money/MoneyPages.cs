using Recoup.Core.Files;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Engine.Pricing;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Parts;

namespace Recoup.Web.Money;

/// <summary>What is paid by whom until when, what fewer would save, and what runs have saved.</summary>
internal static class MoneyPages
{
    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (await visit.ShownAsync(cancellationToken) is not { } scan)
            return await visit.PageAsync<NoScan, Nothing>("Money", new(), cancellationToken);
        if (!visit.Request.Query.TryGetNumber("fewer", out var fewer))
            return await visit.RefusedAsync(new("bad-number", "Fewer takes a whole number"), "/money", cancellationToken);
        var settings = await visit.Store.SettingsAsync(visit.Org, cancellationToken);
        var money = scan.Money(settings, visit.Desk.Now);
        return await visit.PageAsync<MoneyPage, ShownMoney>(
            "Money",
            new(
                scan,
                settings,
                money,
                await SavingsSoFar.ReadAsync(visit.Store, visit.Org, scan, settings, visit.Desk.Now, cancellationToken),
                WhatIf.Of(money, visit.Request.Query["on"], fewer, visit.Desk.Now)),
            cancellationToken);
    }

    public static async Task<WebResponse> ShowBookAsync(Visit visit, CancellationToken cancellationToken)
    {
        var settings = await visit.Store.SettingsAsync(visit.Org, cancellationToken);
        return await BookAsync(visit, new(PriceBookText.Of(settings.PriceBook ?? new PriceBook { AsOf = RenewalDays.Day(visit.Desk.Now, settings.BillingZone) }), null, [], []), settings, cancellationToken);
    }

    /// <summary>Looks a price book through, and keeps it where that was asked and nothing is wrong.</summary>
    public static async Task<WebResponse> SetBookAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        var reading = PriceBookReader.Read(form["book"] ?? "", DateOnly.FromDateTime(visit.Desk.Now.UtcDateTime));
        var settings = await visit.Store.SettingsAsync(visit.Org, cancellationToken);
        if (reading.Book is not { } book)
            return await BookAsync(visit, new(form["book"] ?? "", "It cannot be kept as it is.", reading.Errors, []), settings, cancellationToken, 422);
        if (form["keep"] is not null)
        {
            await PriceBooks.SetAsync(visit.Desk, book, cancellationToken);
            return WebResponse.SeeOther("/money");
        }

        var warnings = await PriceBooks.WarningsAsync(visit.Desk, reading, settings with { PriceBook = book }, cancellationToken);
        // 422 also where all is well: what answers a form with a page and no other status is not shown by the script.
        return await BookAsync(visit, new(form["book"] ?? "", "Nothing is wrong with it. It is not kept yet.", [], warnings), settings, cancellationToken, 422);
    }

    private static Task<WebResponse> BookAsync(Visit visit, ShownBook shown, Settings settings, CancellationToken cancellationToken, int status = 200) =>
        visit.PageAsync<PriceBookPage, ShownBook>("Price book", shown with { NotUsed = [.. PriceBooks.NotUsed(settings).Select(s => s.Name)] }, cancellationToken, status);
}

/// <summary>What the page about money shows.</summary>
public sealed record ShownMoney(Scan Scan, Settings Settings, MoneyView Money, SavingsSoFar Savings, WhatIf? WhatIf);

/// <summary>A price book's file as it is looked at.</summary>
/// <param name="Text">The file.</param>
/// <param name="Said">What came of looking it through; null before.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="Warnings">What is hardly meant.</param>
public sealed record ShownBook(string Text, string? Said, IReadOnlyList<FileProblem> Errors, IReadOnlyList<FileProblem> Warnings)
{
    /// <summary>Settings that are set and do not count beside the book.</summary>
    public IReadOnlyList<string> NotUsed { get; init; } = [];
}
