using System.CommandLine;
using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Engine.Pricing;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup price-book show|list|check|set|clear|schema</c>: the order form and its prices, as a file to review and keep.</summary>
internal static class PriceBookVerb
{
    private const string What = "price book";

    private static readonly IReadOnlyList<Column<SubscriptionResult>> Columns =
    [
        new("Name", s => s.Name, Wide: 32),
        new("Kind", s => s.Kind.ToString().ToLowerInvariant()),
        new("Products", s => string.Join(", ", s.Products.Select(p => p.Name)), Wide: 60),
        new("Sites", s => s.Kind == SubscriptionKind.Guard ? "" : s.Sites.Count == 0 ? "every site" : string.Join(", ", s.Sites), Wide: 32),
        new("Billing", s => s.Billing?.ToString().ToLowerInvariant() ?? "not known"),
        new("Currency", s => s.Currency),
        new("Renews", s => s.Renews?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
        new("Bought", s => s.Purchased is { } bought ? Figures.Number(bought) : "", Right: true),
        new("Prices today", s => s.Plan == ProductPlan.Free ? "free" : s.Prices is null ? "no price" : PriceText.Of(s.Prices), Wide: 80),
        new("Next prices", s => PriceText.From(s.NextPrices), Wide: 80),
    ];

    public static Command Create(CommandHost host) =>
        new("price-book", "What is subscribed to and what it costs from when, as a file: see it, check one, keep it (docs/price-book.md)") { Show(host), List(host), Check(host), Set(host), Clear(host), FileSource.Schema(What, "price-book.schema.json", host) };

    private static Command Show(CommandHost host)
    {
        var show = new Command("show", "The price book that holds, or an empty one to begin with; what it prints can be changed and kept");
        var data = DataOptions.On(show);
        var format = FormatOption.On(show, rows: false);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            if (format.Of(parsed) == OutputFormat.Json)
            {
                await Results.WriteJsonAsync(host, ShownPriceBookResult.Of(settings), OutputJson.Readable.ShownPriceBookResult);
                return ExitCode.Ok;
            }

            await host.Out.WriteAsync(PriceBookText.Of(settings.PriceBook ?? new() { AsOf = Today(host) }));
            await host.Out.WriteLineAsync(PlainText.Of(settings.PriceBook is null
                ? $"// There is no price book for {org} yet; this is an empty one."
                : $"// As kept for {org}, hash {PriceBook.Hash(settings)}."));
            foreach (var line in NotUsed(settings))
                await host.Out.WriteLineAsync($"// {line}");
            return ExitCode.Ok;
        });
        return show;
    }

    private static Command List(CommandHost host)
    {
        var list = new Command("list", "Every subscription of the price book, with the prices that hold today and the next ones");
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var today = RenewalDays.Day(host.Time.GetUtcNow(), settings.BillingZone);
            IReadOnlyList<SubscriptionResult> rows = [.. (settings.PriceBook?.Subscriptions ?? []).Select(s => SubscriptionResult.Of(s, today))];
            await Results.WriteListAsync(host, format.Of(parsed), rows, Columns, OutputJson.Readable.IReadOnlyListSubscriptionResult, settings.PriceBook is null ? None(org) : "The price book is empty.");
            if (format.Of(parsed) == OutputFormat.Table)
            {
                foreach (var line in NotUsed(settings))
                    await host.Out.WriteLineAsync(line);
            }

            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Check(CommandHost host)
    {
        var file = FileSource.Argument(What);
        var check = new Command("check", "Say everything that is wrong with a price book's file, and where it does not fit the last scan") { file };
        var data = DataOptions.On(check);
        var format = FormatOption.On(check, rows: false);
        check.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var json = format.Of(parsed) == OutputFormat.Json;
            var reading = await ReadAsync(path, host, cancellationToken);
            if (reading.Book is not { } book)
            {
                if (!json)
                    throw new UserException(FileSource.Wrong(path, What, reading));
                await Results.WriteJsonAsync(host, new FileCheckResult(false, null, reading.Errors, []), OutputJson.Readable.FileCheckResult);
                return ExitCode.Failed;
            }

            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken) with { PriceBook = book };
            var warnings = await PriceBooks.WarningsAsync(workplace.Desk(org), reading, settings, cancellationToken);
            if (json)
            {
                await Results.WriteJsonAsync(host, new FileCheckResult(true, PriceBook.Hash(settings), [], warnings), OutputJson.Readable.FileCheckResult);
                return ExitCode.Ok;
            }

            await host.Out.WriteLineAsync($"{FileSource.Named(path)} is good: {Facts(book)}. Hash {PriceBook.Hash(settings)}");
            await FileSource.WriteWarningsAsync(warnings, host.Out);
            return ExitCode.Ok;
        });
        return check;
    }

    private static Command Set(CommandHost host)
    {
        var file = FileSource.Argument(What);
        var set = new Command("set", "Keep a price book's file in place of the one before") { file };
        var data = DataOptions.On(set);
        set.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var reading = await ReadAsync(path, host, cancellationToken);
            var book = reading.Book ?? throw new UserException(FileSource.Wrong(path, What, reading));
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var (before, after) = await PriceBooks.SetAsync(workplace.Desk(org), book, cancellationToken);
            if (before == after)
            {
                await host.Out.WriteLineAsync($"Nothing to change: this is the price book of {org} already. Hash {PriceBook.Hash(before)}");
                return ExitCode.Ok;
            }

            await FileSource.WriteWarningsAsync(await PriceBooks.WarningsAsync(workplace.Desk(org), reading, after, cancellationToken), host.Error);
            await host.Out.WriteLineAsync($"Kept for {org}: {Facts(book)}. Sums count with it at once, what single findings save from the next scan or import on. Hash {PriceBook.Hash(after)}");
            foreach (var line in NotUsed(after))
                await host.Out.WriteLineAsync(line);
            return ExitCode.Ok;
        });
        return set;
    }

    private static Command Clear(CommandHost host)
    {
        var clear = new Command("clear", "Remove the price book");
        var confirmation = Confirmation.On(clear);
        var data = DataOptions.On(clear);
        clear.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var before = await workplace.Store.SettingsAsync(org, cancellationToken);
            var book = before.PriceBook ?? throw new UserException(None(org));
            await confirmation.AskAsync(parsed, host, $"This removes the price book of {org}, with {Facts(book)}. To keep it as a file: recoup price-book show. Sums then rest on the costs in the settings.", org.Value);
            if (await PriceBooks.ClearAsync(workplace.Desk(org), cancellationToken) is { } refusal)
                throw refusal.AsError(Begin);
            await host.Out.WriteLineAsync("The price book is removed. Sums rest on the costs in the settings now: recoup settings list");
            return ExitCode.Ok;
        });
        return clear;
    }

    private static DateOnly Today(CommandHost host) => DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime);

    private static async Task<PriceBookReading> ReadAsync(string path, CommandHost host, CancellationToken cancellationToken) =>
        PriceBookReader.Read(await FileSource.TextAsync(path, What, host, cancellationToken), Today(host));

    /// <summary>Settings that do not count any more, so that nobody changes them in vain.</summary>
    private static IEnumerable<string> NotUsed(Settings settings) => PriceBooks.NotUsed(settings)
        .Select(s => $"Not used, since the price book says it: {s.Name} = {PlainText.Of(s.Get(settings))}");

    private static string Facts(PriceBook book) =>
        $"{Figures.Count(book.Subscriptions.Count, "subscription")}, {Figures.Count(book.Subscriptions.Sum(s => s.Prices.Count), "price list")}, prices as of {book.AsOf:yyyy-MM-dd}{(book.Source is { } source ? $" ({PlainText.Of(source)})" : "")}";

    private const string Begin = "Begin with: recoup price-book show > price-book.jsonc";

    private static string None(OrgId org) => $"{PriceBooks.None(org).Reason}. {Begin}";
}
