using System.Text.Json;
using Recoup.Server;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Server;

/// <summary><c>recoup price-book show|list|check|set|clear|schema</c>.</summary>
public sealed class PriceBookVerbTests
{
    private const string Two = """
        { "version": 1, "asOf": "2026-10-01", "source": "quote 4711", "subscriptions": [
          { "name": "Jira Premium", "products": ["jira-software"], "plan": "premium", "billing": "annual", "currency": "USD", "renews": "2027-03-31", "purchased": 2500,
            "prices": [{ "by": "tier", "bands": [{ "upTo": 2500, "price": 100000 }, { "upTo": 5000, "price": 180000 }] },
                       { "from": "2027-01-01", "by": "tier", "bands": [{ "upTo": 5000, "price": 200000 }] }] },
          { "name": "Wiki", "products": ["confluence"], "sites": ["acme"], "billing": "monthly", "currency": "EUR",
            "prices": [{ "from": "2026-01-01", "by": "graduated", "bands": [{ "upTo": 100, "price": 6 }, { "price": 5.5 }] }] }] }
        """;

    private const string OneLine = "\"subscriptions\": [{ \"name\": \"X\", \"products\": [\"confluence\"], \"currency\": \"USD\" }] }";

    [Fact]
    public async Task What_is_shown_is_accepted_and_changes_nothing()
    {
        using var shell = new Shell();
        var set = await shell.RunAsync("price-book", "set", shell.Write("two.json", Two));
        var file = shell.Write("price-book.jsonc", (await shell.RunAsync("price-book", "show")).Out);

        var check = await shell.RunAsync("price-book", "check", file);
        var again = await shell.RunAsync("price-book", "set", file);

        set.Code.ShouldBe(ExitCode.Ok, set.Error);
        set.Out.ShouldStartWith("Kept for local: 2 subscriptions, 3 price lists, prices as of 2026-10-01 (quote 4711). Sums count with it at once");
        check.Code.ShouldBe(ExitCode.Ok, check.Error);
        check.Out.ShouldStartWith($"{file} is good: 2 subscriptions, 3 price lists, prices as of 2026-10-01 (quote 4711). Hash ");
        again.Out.ShouldStartWith("Nothing to change: this is the price book of local already. Hash ");
        JsonDocument.Parse((await shell.RunAsync("audit", "list", "--json")).Out).RootElement.EnumerateArray().Count(e => e.GetProperty("action").GetString() == "price-book.set").ShouldBe(1);
    }

    [Fact]
    public async Task Without_one_an_empty_one_is_shown_to_begin_with()
    {
        using var shell = new Shell();
        var shown = await shell.RunAsync("price-book", "show");

        shown.Out.ShouldContain("\"asOf\": \"2026-11-23\",");
        shown.Out.ShouldEndWith("// There is no price book for local yet; this is an empty one.\n");
        (await shell.RunAsync("price-book", "check", shell.Write("empty.jsonc", shown.Out))).Code.ShouldBe(ExitCode.Ok);
        (await shell.RunAsync("price-book", "list")).Out.Trim().ShouldBe("There is no price book for local. Begin with: recoup price-book show > price-book.jsonc");
        JsonDocument.Parse((await shell.RunAsync("price-book", "show", "--json")).Out).RootElement.GetProperty("book").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_list_has_the_prices_of_today_and_the_next_ones()
    {
        using var shell = new Shell();
        await shell.RunAsync("price-book", "set", shell.Write("two.json", Two));

        var table = (await shell.RunAsync("price-book", "list")).Out;
        var csv = (await shell.RunAsync("price-book", "list", "--format", "csv")).Out.Split('\n');
        var json = JsonDocument.Parse((await shell.RunAsync("price-book", "list", "--json")).Out).RootElement;
        shell.Time.Advance(TimeSpan.FromDays(60));
        var within = (await shell.RunAsync("price-book", "list", "--format", "csv")).Out.Split('\n');
        shell.Time.Advance(TimeSpan.FromDays(70));
        var later = (await shell.RunAsync("price-book", "list", "--format", "csv")).Out.Split('\n');

        table.ShouldContain("Jira Premium");
        csv[1].Trim().ShouldBe("Jira Premium,product,Jira,every site,annual,USD,2027-03-31,\"2,500\",\"by tier: 100,000.00 up to 2,500, 180,000.00 up to 5,000\",\"from 2027-01-01 by tier: 200,000.00 up to 5,000\"");
        csv[2].Trim().ShouldBe("Wiki,product,Confluence,acme,monthly,EUR,,,\"graduated: 6.00 up to 100, then 5.50\",");
        within[1].ShouldBe(csv[1], "a term that is paid keeps its prices");
        later[1].Trim().ShouldBe("Jira Premium,product,Jira,every site,annual,USD,2027-03-31,\"2,500\",\"by tier: 200,000.00 up to 5,000\",");
        json[0].GetProperty("nextPrices").GetProperty("from").GetString().ShouldBe("2027-01-01");
        json[1].GetProperty("prices").GetProperty("bands")[1].GetProperty("price").GetRawText().ShouldBe("5.5");
    }

    [Fact]
    public async Task As_JSON_it_has_the_hash_and_a_price_book_that_is_accepted()
    {
        using var shell = new Shell();
        await shell.RunAsync("price-book", "set", shell.Write("two.json", Two.Replace("Wiki", "Größte", StringComparison.Ordinal)));

        var shown = JsonDocument.Parse((await shell.RunAsync("price-book", "show", "--json")).Out).RootElement;
        var check = JsonDocument.Parse((await shell.RunAsync("price-book", "check", shell.Write("again.json", shown.GetProperty("book").GetRawText()), "--json")).Out).RootElement;

        shown.GetProperty("book").GetProperty("subscriptions")[1].GetProperty("name").GetString().ShouldBe("Größte");
        check.GetProperty("valid").GetBoolean().ShouldBeTrue();
        check.GetProperty("hash").GetString().ShouldBe(shown.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task P10_A_bad_file_is_refused_with_everything_that_is_wrong_and_nothing_is_kept()
    {
        using var shell = new Shell();
        var file = shell.Write("bad.jsonc", "{ \"version\": 1, \"asOf\": \"2026-10-01\",\n\"sorce\": \"x\",\n" + OneLine.Replace("USD", "usd", StringComparison.Ordinal));

        foreach (var verb in new[] { "check", "set" })
        {
            var run = await shell.RunAsync("price-book", verb, file);

            run.Code.ShouldBe(ExitCode.Failed, verb);
            run.Out.ShouldBeEmpty(verb);
            run.Error.ShouldBe(
                $"{file} is no price book that can be kept:\n  line 2, $.sorce: is not known here: write source if that is meant, or another of version, asOf, source, subscriptions, $schema.\n  line 3, $.subscriptions[0].currency: \"usd\" is no currency: write its ISO 4217 code, three capital letters such as \"USD\".\n",
                customMessage: verb);
        }

        (await shell.RunAsync("price-book", "show")).Out.ShouldContain("There is no price book");
        var json = await shell.RunAsync("price-book", "check", file, "--json");
        json.Code.ShouldBe(ExitCode.Failed);
        JsonDocument.Parse(json.Out).RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("line").GetInt32()).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_file_that_is_none_is_told()
    {
        using var shell = new Shell();

        (await shell.RunAsync("price-book", "check", Path.Combine(shell.Folder, "nowhere.json"))).Error.ShouldContain("cannot be read");
        (await shell.RunAsync("price-book", "set", shell.Write("large.json", new string(' ', 1_000_001)))).Error.ShouldContain("is larger than 1 MB, which no price book is.");
        (await shell.RunAsync("price-book", "set", shell.Write("list.csv", "name,price"))).Error.ShouldContain("line 1, $: this is no JSON: ");
    }

    [Fact]
    public async Task From_standard_input_it_is_taken_too()
    {
        using var shell = new Shell();

        (await shell.TypeAsync(Two, "price-book", "check", "-")).Out.ShouldStartWith("standard input is good: 2 subscriptions");
        (await shell.TypeAsync(Two, "price-book", "set", "-")).Code.ShouldBe(ExitCode.Ok);
        (await shell.RunAsync("price-book", "show")).Out.ShouldContain("\"name\": \"Wiki\"");
    }

    [Fact]
    public async Task What_a_file_says_moves_no_cursor_and_is_no_markup()
    {
        using var shell = new Shell();
        var bad = await shell.RunAsync("price-book", "check", shell.Write("bad.json", "{ \"version\": 1, \"asOf\": \"\\u001b[31m\", \"\\u202e\": 1, " + OneLine.Replace("\"X\"", "\"\\u001b]0;x\\u0007\"", StringComparison.Ordinal)));
        var good = await shell.RunAsync("price-book", "set", shell.Write("odd.json", "{ \"version\": 1, \"asOf\": \"2026-10-01\", \"source\": \"[bold]\", " + OneLine.Replace("\"X\"", "\"[red]=1+1[/] <b>\\u200b\"", StringComparison.Ordinal)));
        var list = await shell.RunAsync("price-book", "list");
        var csv = await shell.RunAsync("price-book", "list", "--format", "csv");
        var text = bad.Error + good.Out + good.Error + list.Out + csv.Out + (await shell.RunAsync("price-book", "show")).Out;

        bad.Code.ShouldBe(ExitCode.Failed);
        good.Code.ShouldBe(ExitCode.Ok, good.Error);
        text.ShouldNotContain('\u001b');
        text.ShouldNotContain('\u0007');
        text.ShouldNotContain('\u202e');
        list.Out.ShouldContain("[red]=1+1[/] <b>");
        good.Out.ShouldContain("([bold])");
    }

    [Fact]
    public async Task What_does_not_fit_the_last_scan_gets_a_warning()
    {
        await using var premises = await Premises.ScannedAsync();
        var (site, sandbox) = (premises.Emulator.Sites[0], premises.Emulator.Sites.First(s => s.Sandbox));
        var file = premises.Shell.Write("p.json", "{ \"version\": 1, \"asOf\": \"2026-10-01\",\n\"subscriptions\": [\n"
            + "{ \"name\": \"Jira\", \"products\": [\"jira-software\"], \"currency\": \"USD\", \"prices\": [{ \"by\": \"tier\", \"bands\": [{ \"upTo\": 1, \"price\": 10 }] }] },\n"
            + $"{{ \"name\": \"JSM\", \"products\": [\"jira-servicedesk\"], \"plan\": \"free\", \"currency\": \"USD\",\n\"sites\": [\"{site.Name}.atlassian.net\", \"{site.CloudId}\", \"nowhere.atlassian.net\", \"{sandbox.Name}\"] }}] }}");

        var check = await premises.DoneAsync($"price-book check {file}");
        var warnings = check.Split('\n').Where(l => l.StartsWith("Warning", StringComparison.Ordinal)).ToList();
        var set = await premises.RunAsync($"price-book set {file}");

        warnings.Select(w => System.Text.RegularExpressions.Regex.Replace(w, "with [0-9]+ users?|: sites are .*", "…")).ShouldBe(
        [
            "Warning: line 2, $.subscriptions: no sum holds Confluence, …: set cost.confluence, or name it in the price book.",
            "Warning: line 2, $.subscriptions: no sum holds Jira Product Discovery, …: set cost.jira-product-discovery, or name it in the price book.",
            "Warning: line 3, $.subscriptions[0]: no sum holds Jira, …: it has more users than its last price is for.",
            "Warning: line 5, $.subscriptions[1].sites[2]: the last scan saw no site \"nowhere\"…",
            $"Warning: line 5, $.subscriptions[1].sites[3]: \"{sandbox.Name}\" is a sandbox, whose seats cost nothing.",
        ]);
        set.Code.ShouldBe(ExitCode.Ok);
        set.Error.ShouldContain("the last scan saw no site \"nowhere\"");
        (await premises.JsonAsync($"price-book check {file}")).GetProperty("warnings").GetArrayLength().ShouldBe(warnings.Count);
    }

    [Fact]
    public async Task Settings_that_it_takes_the_place_of_are_named()
    {
        using var shell = new Shell();
        foreach (var (name, value) in new[] { ("cost.jira-software", "8"), ("purchased.jira-software", "500"), ("cost.confluence", "6"), ("cost.guard", "4") })
            await shell.RunAsync("settings", "set", name, value);

        var set = await shell.RunAsync("price-book", "set", shell.Write("two.json", Two));
        var show = await shell.RunAsync("price-book", "show");
        var json = JsonDocument.Parse((await shell.RunAsync("price-book", "show", "--json")).Out).RootElement;

        // Confluence is in the book for one site alone, and Guard not at all.
        foreach (var text in new[] { set.Out, show.Out, (await shell.RunAsync("price-book", "list")).Out })
        {
            text.ShouldContain("Not used, since the price book says it: cost.jira-software = 8\n");
            text.ShouldContain("Not used, since the price book says it: purchased.jira-software = 500\n");
            text.ShouldNotContain("it: cost.confluence");
            text.ShouldNotContain("it: cost.guard");
        }

        json.GetProperty("notUsed").EnumerateArray().Select(n => n.GetString()).ShouldBe(["cost.jira-software", "purchased.jira-software"]);
        (await shell.RunAsync("settings", "set", "cost.jira-software", "8")).Error.ShouldContain("cost.jira-software does not count: the price book stands above it. See: recoup price-book list");
        (await shell.RunAsync("settings", "set", "cost.jira-servicedesk", "9")).Error.ShouldNotContain("does not count");
        (await shell.RunAsync("price-book", "check", shell.Write("shown.jsonc", show.Out))).Code.ShouldBe(ExitCode.Ok);
        (await shell.RunAsync("settings", "get", "cost.jira-software")).Out.Trim().ShouldBe("8");
    }

    [Fact]
    public async Task Setting_and_clearing_are_in_the_audit_log_with_both_hashes()
    {
        using var shell = new Shell();
        var none = JsonDocument.Parse((await shell.RunAsync("price-book", "show", "--json")).Out).RootElement.GetProperty("hash").GetString();
        await shell.RunAsync("price-book", "set", shell.Write("two.json", Two));
        var some = JsonDocument.Parse((await shell.RunAsync("price-book", "show", "--json")).Out).RootElement.GetProperty("hash").GetString();

        var refused = await shell.TypeAsync("no\n", "price-book", "clear");
        var kept = (await shell.RunAsync("price-book", "list")).Out;
        var cleared = await shell.TypeAsync("local\n", "price-book", "clear");
        var again = await shell.RunAsync("price-book", "clear", "--yes");
        var log = JsonDocument.Parse((await shell.RunAsync("audit", "list", "--json")).Out).RootElement.EnumerateArray().ToList();

        refused.Code.ShouldBe(ExitCode.Usage);
        refused.Error.ShouldContain("This removes the price book of local, with 2 subscriptions, 3 price lists, prices as of 2026-10-01 (quote 4711).");
        kept.ShouldContain("Jira Premium");
        cleared.Code.ShouldBe(ExitCode.Ok, cleared.Error);
        again.Code.ShouldBe(ExitCode.Failed);
        again.Error.ShouldContain("There is no price book for local.");
        log.TakeLast(2).Select(e => e.GetProperty("action").GetString()).ShouldBe(["price-book.set", "price-book.clear"]);
        log.TakeLast(2).Select(e => e.GetProperty("note").GetString()).ShouldBe([$"{none} → {some}", $"{some} → {none}"]);
        log[^1].GetProperty("numbers").GetProperty("subscriptions").GetInt32().ShouldBe(2);
        log[^1].GetProperty("numbers").GetProperty("priceLists").GetInt32().ShouldBe(3);
        (await shell.RunAsync("price-book", "list")).Out.ShouldContain("There is no price book");
    }

    [Fact]
    public async Task The_schema_is_printed_as_it_is_documented()
    {
        using var shell = new Shell();

        (await shell.RunAsync("price-book", "schema")).Out.ShouldBe(File.ReadAllText(OurCode.Repository("docs/price-book.schema.json")));
    }

    [Fact]
    public async Task The_example_in_the_documentation_is_good_and_says_what_the_text_says()
    {
        using var shell = new Shell();
        var parts = File.ReadAllText(OurCode.Repository("docs/price-book.md")).Split("```");
        var example = parts.Where(p => p.StartsWith("jsonc\n", StringComparison.Ordinal)).Select(p => p["jsonc\n".Length..]).ShouldHaveSingleItem();

        var check = await shell.RunAsync("price-book", "check", shell.Write("p.jsonc", example), "--json");

        check.Code.ShouldBe(ExitCode.Ok, check.Out);
        JsonDocument.Parse(check.Out).RootElement.GetProperty("warnings").GetArrayLength().ShouldBe(0);
        var subscriptions = Recoup.Core.Money.PriceBookReader.Read(example, new(2026, 11, 23)).Book!.Subscriptions.ToDictionary(s => s.Name);
        subscriptions["Jira Premium"].Cost(450, new(2027, 5, 1)).ShouldBe(50_000m);
        subscriptions["Confluence Standard"].Cost(150, new(2026, 11, 1)).ShouldBe(850m);
        subscriptions["Confluence Standard"].Cost(150, new(2027, 1, 1)).ShouldBe(1_050m);
        subscriptions["Diagrams"].Cost(150, new(2026, 11, 1)).ShouldBe(150m);
    }
}
