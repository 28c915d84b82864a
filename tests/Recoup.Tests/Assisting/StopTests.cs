using Recoup.Emulator;

namespace Recoup.Tests.Assisting;

/// <summary>Switching off or taking the key away breaks off what is under way (P25).</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("aiEnabled.classifier", "false")]
    [InlineData("ai.key", "")]
    public async Task P25_A_question_under_way_is_broken_off_and_the_scan_goes_on(string name, string value)
    {
        await using var asked = await Asked.StartAsync();
        asked.Emulator.Faults.Next((_, path) => path == "/v1/messages", int.MaxValue, new Fault.Hang());
        var scan = asked.Premises.RunAsync("scan --json");
        while (asked.Emulator.Requests.ByEndpoint.GetValueOrDefault("POST /v1/messages") == 0)
            await Task.Yield();
        scan.IsCompleted.ShouldBeFalse();

        var off = asked.Premises.Shell.RunAsync("settings", "set", name, value);
        while (!scan.IsCompleted)
        {
            asked.Premises.Shell.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await off).Code.ShouldBe(0);
        var result = System.Text.Json.JsonDocument.Parse((await scan).Out).RootElement;
        result.GetProperty("status").GetString().ShouldBe("complete");
        result.GetProperty("assistant").GetProperty("partial").GetString().ShouldBe("it was switched off, or its key was taken away");
        asked.Emulator.Requests.ByEndpoint["POST /v1/messages"].ShouldBe(1, "nothing is asked after it");
        result.GetProperty("assistant").GetProperty("spent").GetDecimal().ShouldBeGreaterThan(0, "it may have been answered all the same, and is counted");
    }
}
