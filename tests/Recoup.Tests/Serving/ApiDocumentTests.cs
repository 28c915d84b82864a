using System.Text.Json;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Serving;

/// <summary><c>/api/v1/openapi.json</c> and its copy in docs/openapi.json.</summary>
public sealed class ApiDocumentTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task The_document_is_the_one_in_docs()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        var path = OurCode.Repository("docs/openapi.json");

        var text = JsonSerializer.Serialize(await DocumentAsync(served), Indented) + "\n";

        if (Environment.GetEnvironmentVariable("RECOUP_WRITE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        text.ShouldBe((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), "run the tests with RECOUP_WRITE_SNAPSHOTS=1 and look at what has changed");
    }

    [Fact]
    public async Task Every_route_says_what_it_is_called_does_answers_and_needs()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        var paths = (await DocumentAsync(served)).GetProperty("paths");

        var operations = paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (Name: $"{o.Name} {p.Name}", o.Value))).ToList();

        operations.Count.ShouldBeGreaterThan(40);
        operations.Select(o => o.Value.GetProperty("operationId").GetString()).ShouldBeUnique();
        foreach (var (name, operation) in operations)
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(name);
            operation.GetProperty("tags").GetArrayLength().ShouldBe(1, name);
            operation.GetProperty("security").GetArrayLength().ShouldBe(1, name);
            var answers = operation.GetProperty("responses").EnumerateObject().ToDictionary(r => r.Name, r => r.Value);
            answers.Keys.ShouldContain(status => status.StartsWith('2'), name);
            foreach (var status in new[] { "400", "401", "403", "404", "409" })
                answers[status].GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue($"{name} {status}");
        }
    }

    private static async Task<JsonElement> DocumentAsync(Served served)
    {
        using var client = served.Anybody();
        return (await client.AskAsync("/openapi.json")).Json;
    }
}
