using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

public sealed class CommandFacts
{
    [Theory]
    [InlineData("--faults light --latency 20 --propagation 30 --stale 72 --limits on", true)]
    [InlineData("--faults some", false)]
    [InlineData("--latency -1", false)]
    [InlineData("--propagation soon", false)]
    [InlineData("--users 49", false)]
    [InlineData("--export people file.csv", true)]
    [InlineData("--export salaries file.csv", false)]
    [InlineData("--export leave", false)]
    public void Switches_are_checked_before_anything_starts(string line, bool right) => EmulatorCommand.Create().Parse(line).Errors.Any().ShouldBe(!right);

    [Fact]
    public async Task Where_it_listens_and_with_which_keys_is_told_for_people_and_for_programs()
    {
        await using var server = await EmulatorServer.StartAsync(new() { Users = 50 }, TestContext.Current.CancellationToken);
        var told = JsonDocument.Parse(Welcome.Json(server)).RootElement;
        told.EnumerateObject().Select(field => field.Name).ShouldBe(["api", "org", "key", "scopedKey", "claudeKey", "sites"]);
        told.GetProperty("claudeKey").GetString().ShouldBe(server.ClaudeKey);
        foreach (var word in new[] { server.Key, server.ScopedKey, server.ClaudeKey, $"{server.Api}v1/messages", $"{server.Api}_emulator/ledger" }) Welcome.Text(server).ShouldContain(word);
    }
}
