using System.CommandLine;
using Recoup.Core.People;
using Recoup.Engine;
using Recoup.Engine.Importing;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup people import|show|clear</c>: what HR or the identity provider says about people, which no API of Atlassian tells.</summary>
internal static class PeopleVerb
{
    private const string NoList = "There is no list of people. Import one: recoup people import FILE.csv";

    public static Command Create(CommandHost host) =>
        new("people", "A list from HR or the identity provider: who has left, whose contract has ended, whose accounts are one person's") { Import(host), Show(host), Clear(host) };

    private static Command Import(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with \"Account ID\" or \"Email\", and some of \"Status\", \"Left on\", \"Contract ends\", \"Sponsor\", \"Person ID\" (docs/people.md)" };
        var asOf = new Option<DateOnly?>("--as-of") { Description = "The day whose truth the file tells, such as 2026-11-01; today when left out", HelpName = "DATE", CustomParser = r => Dates.Parse(r) };
        var force = new Option<bool>("--force") { Description = "Take it although it looks like the wrong file" };
        var import = new Command("import", "Take a list in place of the one before; it counts from the next scan or import on") { file, asOf, force };
        var data = DataOptions.On(import);
        import.SetAction(async (parsed, cancellationToken) =>
        {
            var today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime);
            var day = parsed.GetValue(asOf) ?? today;
            if (day > today)
                throw new UserException($"--as-of {day:yyyy-MM-dd} is still to come: a list tells of a day that was.", ExitCode.Usage);
            using var reader = ImportVerb.Open(parsed.GetRequiredValue(file));
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var read = PeopleFile.Read(reader, day);
            var scan = await Shown.TryGetAsync(workplace.Store, org, cancellationToken);
            var matches = scan is null ? null : await PeopleMatches.CountAsync(workplace.Store, scan, read.List, today, cancellationToken);
            var doubts = PeopleSanity.Doubts(read, await workplace.Store.PeopleAsync(org, cancellationToken), matches);
            if (doubts.Count > 0 && !parsed.GetValue(force))
                throw new UserException(string.Join('\n', ["Nothing was imported. Is it the right file, and whole?", .. doubts.Concat(read.LeftOut).Select(d => $"- {d}"), "When it is: the same again with --force"]));
            var counts = PeopleCounts.Of(read.List);
            await workplace.Store.CommitAsync(
                new Change(org, workplace.Event(org, "people.import", note: $"as of {day:yyyy-MM-dd}{(doubts.Count > 0 ? ", forced" : "")}") with { Numbers = Numbers(counts) }) { People = read.List },
                cancellationToken);
            foreach (var line in Said(read, counts, matches))
                await host.Out.WriteLineAsync(PlainText.Of(line));
            return read.Refused.Count > 0 ? ExitCode.Partial : ExitCode.Ok;
        });
        return import;
    }

    private static Command Show(CommandHost host)
    {
        var show = new Command("show", "How old the list is, what is in it and how many accounts it speaks of, in numbers");
        var data = DataOptions.On(show);
        var format = FormatOption.On(show, rows: false);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var (now, list) = (host.Time.GetUtcNow(), await workplace.Store.PeopleAsync(org, cancellationToken));
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            var scan = await Shown.TryGetAsync(workplace.Store, org, cancellationToken);
            var matches = scan is null ? null : await PeopleMatches.CountAsync(workplace.Store, scan, list, today, cancellationToken);
            if (format.Of(parsed) == OutputFormat.Json)
                await Results.WriteJsonAsync(host, PeopleResult.Of(list, matches, now), OutputJson.Readable.PeopleResult);
            else if (!list.IsThere)
                await host.Out.WriteLineAsync(NoList);
            else
                await WriteAsync(host, PeopleResult.Of(list, matches, now));
            return ExitCode.Ok;
        });
        return show;
    }

    private static Command Clear(CommandHost host)
    {
        var clear = new Command("clear", "Remove the list");
        var confirmation = Confirmation.On(clear);
        var data = DataOptions.On(clear);
        clear.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var list = await workplace.Store.PeopleAsync(org, cancellationToken);
            if (!list.IsThere)
                throw new UserException(NoList);
            await confirmation.AskAsync(parsed, host, $"This removes the list of {Figures.Count(list.Rows.Count, "person", "people")} of {org}. What was found by it is closed by the next scan.", org.Value);
            await workplace.Store.CommitAsync(
                new Change(org, workplace.Event(org, "people.clear") with { Numbers = Numbers(PeopleCounts.Of(list)) }) { People = PeopleList.None },
                cancellationToken);
            await host.Out.WriteLineAsync("The list of people is removed. What was found by it stays until the next scan.");
            return ExitCode.Ok;
        });
        return clear;
    }

    private static Dictionary<string, long> Numbers(PeopleCounts counts) =>
        new() { ["rows"] = counts.Rows, ["gone"] = counts.Gone, ["contractEnds"] = counts.ContractEnds, ["numbers"] = counts.Numbers };

    private static IEnumerable<string> Said(PeopleFile read, PeopleCounts counts, PeopleMatches? matches)
    {
        yield return $"Imported {Figures.Count(counts.Rows, "person", "people")} as of {read.List.AsOf:yyyy-MM-dd}: {Facts(counts)}.";
        yield return $"Read: {string.Join(", ", read.Columns)}.";
        foreach (var line in read.LeftOut)
            yield return $"Left out: {line}.";
        foreach (var line in read.Told)
            yield return $"Look at: {line}.";
        if (read.Merged > 0)
            yield return $"{Figures.Count(read.Merged, "row")} put together with another about the same person.";
        yield return matches is null ? "No scan has come to an end yet: whom the list speaks of was not looked at." : Found(matches);
        yield return "It counts from the next scan or import on.";
    }

    private static async Task WriteAsync(CommandHost host, PeopleResult list)
    {
        await host.Out.WriteLineAsync($"List of people as of {list.AsOf:yyyy-MM-dd}, {Figures.Count(list.AgeDays!.Value, "day")} old{(list.Fresh ? "" : $": older than {PeopleList.Fresh.TotalDays:0} days, nobody is called a leaver for certain from it")}");
        await host.Out.WriteLineAsync($"{Figures.Count(list.Rows, "person", "people")}: {Facts(new(list.Rows, list.Gone, list.ContractEnds, list.Numbers))}.");
        await host.Out.WriteLineAsync(list.Accounts is { } matches ? Found(matches) : "No scan has come to an end yet.");
    }

    private static string Facts(PeopleCounts counts) =>
        $"{Figures.Number(counts.Gone)} gone, {Figures.Number(counts.ContractEnds)} with the end of a contract, {Figures.Number(counts.Numbers)} with a number of their own";

    private static string Found(PeopleMatches matches) =>
        $"Of {Figures.Count(matches.Active, "active account")} of the last scan, {Figures.Number(matches.ByAccount)} {(matches.ByAccount == 1 ? "is" : "are")} found by account id and {Figures.Number(matches.ByAddress)} by address alone; of these, {Figures.Number(matches.Leavers)} {(matches.Leavers == 1 ? "belongs" : "belong")} to people who have left or whose contract has ended.";
}
