using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Recoup.Tests.Assisting;

/// <summary>What goes to Claude: nothing unless it is switched on and has a key, and then no more than P07 allows.</summary>
public sealed class WireTests
{
    /// <summary>Everything that may be in a question about accounts, and nothing else. An id and a pattern of an address are told by their form.</summary>
    private const string Allowed =
        """
        {
          "type": "object", "additionalProperties": false, "required": ["accounts"],
          "properties": { "accounts": { "type": "array", "minItems": 1, "maxItems": 40, "items": {
            "type": "object", "additionalProperties": false, "required": ["id", "name", "email", "signedIn", "products"],
            "properties": {
              "id": { "type": "string", "pattern": "^a[0-9]{1,2}$" },
              "name": { "type": "string", "maxLength": 100 },
              "email": { "type": "string", "pattern": "^(not known|((name|initial|letter|word|digits|[.+_?-]))*@(company|elsewhere))$" },
              "signedIn": { "type": ["boolean", "null"] },
              "products": { "type": "array", "items": { "enum": ["Jira", "Confluence", "Jira Service Management", "Jira Product Discovery"] } }
            } } } }
        }
        """;

    /// <summary>A whole request: the rules are always the same words, and what is about accounts is in the message alone.</summary>
    private const string Envelope =
        """
        {
          "type": "object", "additionalProperties": false, "required": ["model", "max_tokens", "system", "output_config", "messages"],
          "properties": {
            "model": { "const": "claude-haiku-5-5" }, "max_tokens": { "type": "integer" }, "output_config": { "type": "object" },
            "system": { "type": "array", "minItems": 1, "maxItems": 1 },
            "messages": { "type": "array", "minItems": 1, "maxItems": 1, "items": { "type": "object", "additionalProperties": false, "properties": { "role": { "const": "user" }, "content": { "type": "string" } } } }
          }
        }
        """;

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, true, false)]
    public async Task P06_Off_or_without_a_key_a_scan_sends_nothing(bool classifier, bool summary, bool key)
    {
        await using var asked = await Asked.StartAsync(classifier: classifier, summary: summary, key: key);

        await asked.ScanAsync();
        (await asked.Premises.RunAsync("assistant test")).Code.ShouldBe(1);
        await asked.Premises.DoneAsync("assistant preview");
        await asked.Premises.DoneAsync("doctor");

        asked.Emulator.Requests.ByEndpoint.Keys.ShouldNotContain(e => e.Contains("/v1/m", StringComparison.Ordinal) && !e.Contains("admin", StringComparison.Ordinal));
        asked.Premises.Shell.Sent.All.ShouldNotContain(s => s.Target.AbsolutePath.StartsWith("/v1/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task P06_Each_switch_allows_its_own_questions_alone()
    {
        await using var kinds = await Asked.StartAsync();
        await kinds.ScanAsync();
        kinds.Bodies.ShouldNotBeEmpty();
        kinds.AboutAccounts.Count.ShouldBe(kinds.Bodies.Count);
        (await kinds.Premises.JsonAsync("audit list")).EnumerateArray().Single(e => e.GetProperty("action").GetString() == "scan.end").GetProperty("numbers").GetProperty("askedClaude").GetInt32().ShouldBe(kinds.Bodies.Count);

        await using var summary = await Asked.StartAsync(classifier: false, summary: true);
        await summary.ScanAsync();
        summary.Bodies.ShouldHaveSingleItem();
        summary.AboutAccounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task P07_Of_an_account_no_field_goes_out_that_is_not_allowed()
    {
        await using var asked = await Asked.StartAsync(users: 1_000);
        await asked.ScanAsync();

        var (allowed, envelope) = (JsonSchema.FromText(Allowed), JsonSchema.FromText(Envelope));
        asked.AboutAccounts.ShouldNotBeEmpty();
        foreach (var body in asked.Bodies)
        {
            envelope.Evaluate(body).IsValid.ShouldBeTrue(body.GetRawText());
            allowed.Evaluate(Asked.Data(body)).IsValid.ShouldBeTrue(Asked.Data(body).GetRawText());
        }

        asked.Bodies.Select(b => b.GetProperty("system").GetRawText()).Distinct().ShouldHaveSingleItem();
        var sent = string.Concat(asked.Emulator.Claude.Heard.Select(h => h.Body));
        var users = (await asked.Premises.JsonAsync("users list")).EnumerateArray().ToList();
        users.Count.ShouldBe(1_000);
        foreach (var user in users)
        {
            sent.ShouldNotContain(user.GetProperty("accountId").GetString()!);
            if (user.GetProperty("email").GetString() is { } email)
                sent.ShouldNotContain(email, Case.Insensitive);
        }
    }

    [Fact]
    public async Task P07_A_field_more_would_be_seen()
    {
        var data = JsonNode.Parse("""{"accounts":[{"id":"a1","name":"Ann","email":"name@company","signedIn":true,"products":["Jira"],"status":"active"}]}""");
        JsonSchema.FromText(Allowed).Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(data)).IsValid.ShouldBeFalse();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task P07_With_pseudonyms_no_name_goes_out()
    {
        await using var asked = await Asked.StartAsync(users: 500, settings: "ai.pseudonymous true");
        await asked.ScanAsync();

        var names = asked.AboutAccounts.SelectMany(d => d.GetProperty("accounts").EnumerateArray()).Select(a => a.GetProperty("name").GetString()!).ToList();
        names.ShouldNotBeEmpty();
        names.ShouldAllBe(n => n.All(c => "Xxo0 .-_/(),'?".Contains(c)));
    }

    [Fact]
    public async Task P07_The_summary_is_told_totals_and_no_row_about_a_person()
    {
        await using var asked = await Asked.StartAsync(users: 120, classifier: false, summary: true);
        await asked.ScanAsync();

        var totals = Asked.Data(asked.Bodies.ShouldHaveSingleItem()).GetProperty("totals").EnumerateArray().ToList();
        totals.ShouldContain(t => t.GetProperty("reads").GetString()!.StartsWith("<5 ", StringComparison.Ordinal), "small numbers are told as such");
        foreach (var total in totals)
        {
            total.EnumerateObject().Select(p => p.Name).ShouldBe(["slot", "reads"]);
            var reads = total.GetProperty("reads").GetString()!;
            Regex.IsMatch(reads, "^[0-4] ").ShouldBeFalse(reads);
        }

        var sent = asked.Bodies[0].GetRawText();
        foreach (var user in (await asked.Premises.JsonAsync("users list")).EnumerateArray())
        {
            sent.ShouldNotContain(user.GetProperty("accountId").GetString()!);
            sent.ShouldNotContain(user.GetProperty("displayName").GetString()!);
        }
    }

    [Fact]
    public async Task P17_Clear_people_and_clear_machines_are_never_sent()
    {
        await using var asked = await Asked.StartAsync(users: 500);
        await asked.ScanAsync();

        var told = asked.AboutAccounts.SelectMany(d => d.GetProperty("accounts").EnumerateArray()).Select(a => a.GetProperty("name").GetString()!).ToList();
        var users = (await asked.Premises.JsonAsync("users list")).EnumerateArray().ToList();
        var machines = users.Where(u => u.GetProperty("kind").GetString() is "service" or "bot" or "shared" or "app").Select(u => u.GetProperty("displayName").GetString()!).ToHashSet();
        machines.ShouldNotBeEmpty();
        told.ShouldNotBeEmpty();
        told.ShouldNotContain(name => machines.Contains(name));
        told.Count.ShouldBeLessThan(users.Count / 5);
    }

    [Fact]
    public async Task P05_The_key_is_in_no_file_no_output_and_no_record()
    {
        await using var asked = await Asked.StartAsync(summary: true);
        await asked.ScanAsync();
        var key = asked.Emulator.ClaudeKey;
        foreach (var line in new[] { "settings list", "settings get ai.key", "assistant preview", "assistant calls", "assistant test", "audit list --json", "doctor" })
        {
            var run = await asked.Premises.RunAsync(line);
            (run.Out + run.Error).ShouldNotContain(key, customMessage: line);
        }

        asked.Premises.Shell.Files().ShouldNotContain(key);
        (await asked.Premises.DoneAsync("settings get ai.key")).ShouldContain(key[^4..]);
        var argument = await asked.Premises.RunAsync($"settings set ai.key {key}");
        (argument.Code, argument.Error.Contains(key, StringComparison.Ordinal)).ShouldBe((2, false));
        (await asked.Premises.ActionsAsync()).ShouldContain("ai.key.set");
    }

    [Fact]
    public async Task Claude_is_reached_at_its_own_address_or_at_an_emulator_of_this_machine()
    {
        await using var asked = await Asked.StartAsync();
        asked.Premises.Shell.Environment["RECOUP_AI_URL"] = "http://example.com";
        var scan = await asked.Premises.RunAsync("assistant test");
        (scan.Code, scan.Error).ShouldSatisfyAllConditions(s => s.Code.ShouldBe(2), s => s.Error.ShouldContain("RECOUP_AI_URL takes an address of this machine only"));
        (await asked.Premises.RunAsync("doctor")).Code.ShouldBe(2);
        asked.Premises.Shell.Environment.Remove("RECOUP_AI_URL");
        (await asked.Premises.DoneAsync("doctor")).ShouldContain("https://api.anthropic.com/");
        await asked.Premises.DoneAsync("settings set aiEnabled.classifier false");
        (await asked.Premises.DoneAsync("doctor")).ShouldNotContain("anthropic");
    }
}
