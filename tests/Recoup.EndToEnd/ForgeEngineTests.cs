using System.Text;
using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Rules;

namespace Recoup.EndToEnd;

public sealed class ForgeEngineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Judges_byte_for_byte_like_the_native_engine(int seed)
    {
        var snapshot = JsonSerializer.Serialize(new Snapshots(seed).Make(400), CoreJson.Default.Snapshot);
        var native = Snapshot.Judged(snapshot);
        ShouldSayMuch(native);

        var answer = await ForgeEngine.JudgeAsync(Encoding.UTF8.GetBytes(snapshot), TestContext.Current.CancellationToken);

        answer.ExitCode.ShouldBe(0, answer.Error);
        answer.Error.ShouldBeEmpty();
        ShouldBeSameBytes(answer.Output, Encoding.UTF8.GetBytes(native));
    }

    [Theory]
    [InlineData("{", "Expected depth to be zero")]
    [InlineData("""{"survey":3}""", "$.survey")]
    [InlineData("null", "A snapshot is an object, not null.")]
    public async Task Refuses_what_is_not_a_snapshot_and_says_why(string text, string reason)
    {
        var answer = await ForgeEngine.JudgeAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

        answer.ExitCode.ShouldBe(1);
        answer.Error.ShouldStartWith("judge: the engine refused the snapshot: ");
        answer.Error.ShouldContain(reason);
        answer.Output.ShouldBeEmpty();
    }

    /// <summary>Equal answers prove little unless every rule speaks, with many mixtures of tier and action.</summary>
    private static void ShouldSayMuch(string findings)
    {
        var found = JsonSerializer.Deserialize(findings, CoreJson.Default.IReadOnlyListRecommendation)!;
        found.Select(r => r.Rule).Distinct().Count().ShouldBeGreaterThan(StandardRules.All.Length / 2);
        found.DistinctBy(r => (r.Rule, r.Tier, r.Action)).Count().ShouldBeGreaterThan(20);
    }

    /// <summary>Names the place of the first difference; the whole texts are too long to print.</summary>
    internal static void ShouldBeSameBytes(byte[] actual, byte[] expected)
    {
        if (actual.AsSpan().SequenceEqual(expected))
            return;
        var at = actual.AsSpan().CommonPrefixLength(expected);
        Assert.Fail($"They differ at byte {at}.\nWebAssembly: …{Around(actual)}\nNative:      …{Around(expected)}");

        string Around(byte[] text) => Encoding.UTF8.GetString(text.AsSpan()[Math.Max(0, at - 150)..Math.Min(text.Length, at + 150)]);
    }
}
