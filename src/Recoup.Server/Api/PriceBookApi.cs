using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core.Money;
using Recoup.Engine;
using Recoup.Engine.Pricing;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/price-book</c>: what is subscribed to and what it costs from when, as a file.</summary>
internal static class PriceBookApi
{
    public static void MapPriceBook(this IEndpointRouteBuilder api)
    {
        var book = api.MapGroup("/price-book").WithTags("price book");
        book.MapGet("", ShowAsync).Needs(SignInRole.Viewer).Says("showPriceBook", "The price book that holds, and the settings that it stands above").Gives<ShownPriceBookResult>();
        book.MapPut("", SetAsync).Needs(SignInRole.Admin).Says("keepPriceBook", "Keeps a price book's file in place of the one before").Gives<FileCheckResult>().TakesFile();
        book.MapDelete("", ClearAsync).Needs(SignInRole.Admin).Says("removePriceBook", "Removes the price book; sums then rest on the costs in the settings").GivesNothing();
        book.MapPost("/check", CheckAsync).Needs(SignInRole.Viewer).Says("checkPriceBook", "Everything that is wrong with a price book's file, and where it does not fit the last scan").Gives<FileCheckResult>().TakesFile();
    }

    private static async Task<IResult> ShowAsync(Asker asker, CancellationToken cancellationToken) =>
        Answer.Json(ShownPriceBookResult.Of(await asker.Store.SettingsAsync(asker.Org, cancellationToken)), OutputJson.Readable.ShownPriceBookResult);

    private static async Task<IResult> CheckAsync(FileBody file, Asker asker, CancellationToken cancellationToken)
    {
        var reading = Read(file, asker);
        return reading.Book is { } book
            ? await GoodAsync(reading, asker, book, cancellationToken)
            : Answer.Json(new FileCheckResult(false, null, reading.Errors, []), OutputJson.Readable.FileCheckResult);
    }

    private static async Task<IResult> SetAsync(FileBody file, Asker asker, CancellationToken cancellationToken)
    {
        var reading = Read(file, asker);
        if (reading.Book is not { } book)
            return FileProblems.Of("price book", reading);
        await PriceBooks.SetAsync(asker.Desk, book, cancellationToken);
        return await GoodAsync(reading, asker, book, cancellationToken);
    }

    private static async Task<IResult> ClearAsync(Asker asker, CancellationToken cancellationToken) => Answer.Done(await PriceBooks.ClearAsync(asker.Desk, cancellationToken));

    private static async Task<IResult> GoodAsync(PriceBookReading reading, Asker asker, PriceBook book, CancellationToken cancellationToken)
    {
        var settings = await asker.Store.SettingsAsync(asker.Org, cancellationToken) with { PriceBook = book };
        return Answer.Json(new FileCheckResult(true, PriceBook.Hash(settings), [], await PriceBooks.WarningsAsync(asker.Desk, reading, settings, cancellationToken)), OutputJson.Readable.FileCheckResult);
    }

    private static PriceBookReading Read(FileBody file, Asker asker) => PriceBookReader.Read(file.Text, DateOnly.FromDateTime(asker.Desk.Now.UtcDateTime));
}
