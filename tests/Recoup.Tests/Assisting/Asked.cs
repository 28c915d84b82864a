using System.Text.Json;
using Recoup.Emulator;
using Recoup.Tests.Server;

namespace Recoup.Tests.Assisting;

/// <summary>An organisation on which Claude is switched on, and everything that it was asked.</summary>
internal sealed class Asked : IAsyncDisposable
{
    private Asked(Premises premises) => Premises = premises;

    public Premises Premises { get; }

    public EmulatorServer Emulator => Premises.Emulator;

    /// <summary>What Claude was asked, each as the whole body of a request.</summary>
    public IReadOnlyList<JsonElement> Bodies => [.. Emulator.Claude.Heard.Select(h => JsonDocument.Parse(h.Body).RootElement)];

    /// <summary>What it was asked about accounts: the data of each such question.</summary>
    public IReadOnlyList<JsonElement> AboutAccounts => [.. Bodies.Select(Data).Where(d => d.TryGetProperty("accounts", out _))];

    /// <param name="settings">Settings besides the two switches, each as NAME VALUE.</param>
    public static async Task<Asked> StartAsync(int users = 250, bool classifier = true, bool summary = false, bool key = true, params string[] settings)
    {
        var premises = await Premises.StartAsync(users);
        premises.Shell.Environment["RECOUP_AI_URL"] = premises.Emulator.Api.ToString();
        premises.Emulator.Claude.Keep = true;
        await premises.ConnectAsync();
        var asked = new Asked(premises);
        if (key)
            (await premises.Shell.TypeAsync(premises.Emulator.ClaudeKey + "\n", "settings", "set", "ai.key", "-")).Code.ShouldBe(0);
        foreach (var setting in settings.Append($"aiEnabled.classifier {(classifier ? "true" : "false")}").Append($"aiEnabled.summary {(summary ? "true" : "false")}"))
            await premises.DoneAsync($"settings set {setting}");
        return asked;
    }

    public static JsonElement Data(JsonElement body) => JsonDocument.Parse(body.GetProperty("messages")[0].GetProperty("content").GetString()!).RootElement;

    /// <summary>Answers every question about accounts with the same kind, in batches as they come.</summary>
    public void AnswerAll(string kind, int accounts = 40, int questions = 20, string confidence = "high") => Emulator.Claude.Answer(Enumerable.Repeat(Answer(kind, accounts, confidence), questions));

    public static string Answer(string kind, int accounts, string confidence = "high") => JsonSerializer.Serialize(new
    {
        answers = Enumerable.Range(1, accounts).Select(i => new { id = $"a{i}", kind, confidence, because = new[] { "name" } }),
    });

    public async Task<JsonElement> ScanAsync() => JsonDocument.Parse(await Premises.DoneAsync("scan --json")).RootElement;

    /// <summary>Rows that could be acted on, by id.</summary>
    public async Task<IReadOnlySet<string>> ActionableAsync() =>
        (await Premises.JsonAsync("recommendations list --tier certain,probable")).EnumerateArray().Select(f => f.GetProperty("id").GetString()!).ToHashSet();

    public ValueTask DisposeAsync() => Premises.DisposeAsync();
}
