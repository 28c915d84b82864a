using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.Tests.Assisting;

/// <summary>Whatever is the matter with Claude, the scan ends complete, says that classification was partial, and finds what it finds without it.</summary>
public sealed class TroubleTests
{
    public static TheoryData<string> Troubles => [.. Kinds.Keys];

    private static readonly Dictionary<string, (Fault Fault, string Says)> Kinds = new()
    {
        ["401"] = (new Fault.Failed(401), "Claude does not accept the key (401)"),
        ["400"] = (new Fault.Answer(400, """{"type":"error","error":{"type":"invalid_request_error","message":"no"}}"""), "Claude refused the question (400)"),
        ["404"] = (new Fault.Answer(404, """{"type":"error","error":{"type":"not_found_error","message":"model"}}"""), "perhaps the model (404)"),
        ["refusal"] = (new Fault.Distorted(Distortion.ModelRefuses), "an answer could not be used (refusal)"),
        ["cut short"] = (new Fault.Distorted(Distortion.CutShort), "an answer could not be used (max_tokens)"),
        ["prose"] = (new Fault.Distorted(Distortion.NotJson), "an answer could not be used (not what was asked for)"),
        ["another shape"] = (new Fault.Distorted(Distortion.OtherShape), "an answer could not be used (not what was asked for)"),
        ["nothing"] = (new Fault.Distorted(Distortion.NoContent), "an answer could not be used (not what was asked for)"),
        ["junk"] = (new Fault.Answer(200, "<html>proxy</html>", "text/html"), "what answered is not Claude"),
        ["null"] = (new Fault.Answer(200, "null"), "what answered is not Claude"),
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_scan_goes_on_without(string trouble)
    {
        await using var asked = await Asked.StartAsync(classifier: false);
        await asked.ScanAsync();
        var without = await asked.ActionableAsync();
        await asked.Premises.DoneAsync("settings set aiEnabled.classifier true");
        await asked.Premises.DoneAsync("settings set aiEnabled.summary true");
        asked.Emulator.Faults.Next((_, path) => path == "/v1/messages", int.MaxValue, Kinds[trouble].Fault);

        var scan = await asked.ScanAsync();

        scan.GetProperty("status").GetString().ShouldBe("complete");
        var use = scan.GetProperty("assistant");
        use.GetProperty("answered").GetInt32().ShouldBe(0);
        use.GetProperty("open").GetInt32().ShouldBeGreaterThan(0);
        use.GetProperty("partial").GetString()!.ShouldContain(Kinds[trouble].Says);
        (await asked.ActionableAsync()).ShouldBe(without, ignoreOrder: true);
        var report = await asked.Premises.DoneAsync("scan");
        report.ShouldContain("Classification was partial");
        var calls = await asked.Premises.JsonAsync("assistant calls");
        calls.GetArrayLength().ShouldBeGreaterThan(0);
        (await asked.Premises.DoneAsync("audit verify")).ShouldContain("The chain is whole");
    }

    [Fact]
    public async Task What_is_left_out_of_an_answer_is_said()
    {
        await using var asked = await Asked.StartAsync();
        asked.AnswerAll("human", accounts: 2);
        var use = (await asked.ScanAsync()).GetProperty("assistant");
        use.GetProperty("partial").GetString().ShouldBe("an answer did not speak of every account");
        use.GetProperty("answered").GetInt32().ShouldBeLessThan(use.GetProperty("open").GetInt32());
    }

    [Theory]
    [InlineData("ai.limit.scan 0", "ai.limit.scan")]
    [InlineData("ai.limit.month 0", "ai.limit.month")]
    public async Task Where_a_limit_would_be_exceeded_nothing_more_is_asked(string setting, string says)
    {
        await using var asked = await Asked.StartAsync(summary: true, settings: setting);
        var scan = await asked.ScanAsync();
        (scan.GetProperty("status").GetString(), asked.Bodies.Count).ShouldBe(("complete", 0));
        scan.GetProperty("assistant").GetProperty("partial").GetString()!.ShouldContain(says);
    }

    [Fact]
    public async Task What_scans_of_this_month_have_spent_counts()
    {
        await using var asked = await Asked.StartAsync(settings: "ai.price 1000/1000");
        await asked.Premises.DoneAsync("settings set ai.limit.scan 1000");
        await asked.Premises.DoneAsync("settings set ai.limit.month 10000");
        var spent = (await asked.ScanAsync()).GetProperty("assistant").GetProperty("spent").GetDecimal();
        spent.ShouldBeGreaterThan(0);

        await asked.Premises.DoneAsync("settings set ai.pseudonymous true");
        var atMost = (await asked.Premises.JsonAsync("assistant preview")).GetProperty("atMost").GetDecimal();
        await asked.Premises.DoneAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"settings set ai.limit.month {atMost + (spent / 2)}"));
        var calls = asked.Bodies.Count;
        (await asked.ScanAsync()).GetProperty("assistant").GetProperty("partial").GetString()!.ShouldContain("a month");
        asked.Bodies.Count.ShouldBe(calls);

        // A month begins with its first day in UTC.
        asked.Premises.Shell.Time.SetUtcNow(new(2026, 12, 1, 0, 0, 1, TimeSpan.Zero));
        await asked.ScanAsync();
        asked.Bodies.Count.ShouldBeGreaterThan(calls);
        (await asked.Premises.JsonAsync("assistant preview")).GetProperty("thisMonth").GetDecimal().ShouldBeLessThanOrEqualTo(spent);
    }

    [Fact]
    public async Task The_estimate_is_never_below_what_it_then_costs()
    {
        await using var asked = await Asked.StartAsync(users: 1_000, classifier: false);
        await asked.ScanAsync();
        await asked.Premises.DoneAsync("settings set aiEnabled.classifier true");
        await asked.Premises.DoneAsync("settings set aiEnabled.summary true");
        var atMost = (await asked.Premises.JsonAsync("assistant preview")).GetProperty("atMost").GetDecimal();
        var spent = (await asked.ScanAsync()).GetProperty("assistant").GetProperty("spent").GetDecimal();
        spent.ShouldBeInRange(0.000001m, atMost);
    }

    [Fact]
    public async Task The_preview_is_what_is_sent_to_the_letter()
    {
        await using var asked = await Asked.StartAsync(summary: true);
        await asked.ScanAsync();
        var preview = await asked.Premises.JsonAsync("assistant preview");
        preview.GetProperty("areOpen").GetBoolean().ShouldBeTrue();
        JsonDocument.Parse(preview.GetProperty("accounts").GetString()!).RootElement.GetProperty("accounts").GetArrayLength().ShouldBe(3);
        var told = asked.AboutAccounts.SelectMany(d => d.GetProperty("accounts").EnumerateArray()).Select(WithoutId).ToHashSet();
        foreach (var account in JsonDocument.Parse(preview.GetProperty("accounts").GetString()!).RootElement.GetProperty("accounts").EnumerateArray())
            told.ShouldContain(WithoutId(account));
        asked.Bodies.Select(b => b.GetProperty("messages")[0].GetProperty("content").GetString()).ShouldContain(preview.GetProperty("totals").GetString());

        static string WithoutId(JsonElement account) => string.Join('|', account.EnumerateObject().Where(p => p.Name != "id").Select(p => p.Value.GetRawText()));
    }
}
