using System.Text.Json;

namespace Recoup.EndToEnd;

/// <summary>A running <c>recoup emulator</c>, and a data folder connected to it.</summary>
internal sealed class EmulatedOrganisation : IAsyncDisposable
{
    private readonly RecoupProcess _emulator;
    private readonly DirectoryInfo _folder;

    private EmulatedOrganisation(RecoupProcess emulator, DirectoryInfo folder, JsonElement told)
    {
        _emulator = emulator;
        _folder = folder;
        Told = told;
    }

    /// <summary>The line that the emulator printed.</summary>
    public JsonElement Told { get; }

    public string Org => Told.GetProperty("org").GetString()!;

    public string Key => Told.GetProperty("key").GetString()!;

    public string Api => Told.GetProperty("api").GetString()!;

    public string ClaudeKey => Told.GetProperty("claudeKey").GetString()!;

    public string Data => Path.Combine(_folder.FullName, "data");

    public static async Task<EmulatedOrganisation> StartAsync(int users, params string[] also)
    {
        var folder = Directory.CreateTempSubdirectory("recoup-e2e-");
        var emulator = RecoupProcess.Start(folder.FullName, ["emulator", "--users", $"{users}", "--seed", "7", "--port", "0", "--json", .. also]);
        var told = JsonDocument.Parse(await emulator.ReadLineAsync()).RootElement;
        return new(emulator, folder, told);
    }

    /// <summary>Connects a data folder, by default this one's, to the organisation and its first site.</summary>
    public async Task ConnectAsync(string? data = null)
    {
        var site = Told.GetProperty("sites")[0];
        var token = Path.Combine(_folder.FullName, "token");
        await File.WriteAllTextAsync(token, site.GetProperty("token").GetString());
        var connected = await RecoupProcess.RunAsync(
            data ?? Data, input: Key,
            "connect", "--org", Org, "--key-file", "-", "--api-url", Api,
            "--site", site.GetProperty("url").GetString()!, "--site-email", site.GetProperty("email").GetString()!, "--site-token-file", token);
        connected.ExitCode.ShouldBe(0, connected.Error);
    }

    /// <summary>Has the next requests of a kind go wrong.</summary>
    /// <param name="match">A part of the method and path.</param>
    /// <param name="kind">How, such as <c>403</c>.</param>
    public Task FaultAsync(string match, int times, string kind) => ControlAsync("faults", $$"""{"match":"{{match}}","times":{{times}},"kind":"{{kind}}"}""");

    /// <summary>The texts of Claude's next answers, word for word.</summary>
    public Task AnswerAsync(params string[] texts) => ControlAsync("messages", JsonSerializer.Serialize(new { answers = texts }));

    private async Task ControlAsync(string what, string body)
    {
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        using var content = new StringContent(body);
        using var answer = await client.PostAsync(new Uri(new Uri(Api), $"/_emulator/{what}"), content, TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public string Folder(string name) => Path.Combine(_folder.FullName, name);

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
