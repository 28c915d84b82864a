using System.Text.Json.Nodes;
using Json.Schema;

namespace Recoup.Tests.Emulator.Contract;

/// <summary>The OpenAPI documents that lie beside the checkout, as judges of answers.</summary>
sealed class Documents
{
    static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    readonly Dictionary<string, JsonObject> documents;
    readonly Dictionary<string, JsonSchema> schemas = [];

    Documents(string folder) => documents = new[] { "admin-organization", "user-management", "jira-platform-v3" }
        .ToDictionary(name => name, name => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.openapi.json")))!.AsObject());

    /// <summary>Where the documents are; null when they are not on this machine.</summary>
    public static string? Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
                    return Path.Combine(folder.FullName, "..", "shared", "openapi") is var found && System.IO.Directory.Exists(found) ? found : null;
            return null;
        }
    }

    public static Documents Load() => new(Folder!);

    /// <summary>Whether a method and template of the emulator are in one of the documents.</summary>
    public bool Know(string method, string template) => Operation(method, template) is not null;

    /// <summary>What is wrong with an answer; null when it is as documented.</summary>
    public string? Judge(string method, string template, int status, string? contentType, string body)
    {
        var (document, operation) = Operation(method, template)!.Value;
        if (operation["responses"]![$"{status}"] is not { } answer) return $"status {status} is not documented";
        answer = Schemas.Follow(document, answer);
        if (answer["content"] is not { } content) return status < 300 && body.Length > 0 ? "a body where none is documented" : null;
        if (contentType is null || !contentType.StartsWith("application/json", StringComparison.Ordinal)) return $"content type {contentType}";
        if (content["application/json"]?["schema"] is not { } schema) return null;
        var key = $"{method} {template} {status}";
        if (!schemas.TryGetValue(key, out var built)) schemas[key] = built = JsonSchema.FromText(new Schemas(document).Build(schema).ToJsonString());
        using var json = System.Text.Json.JsonDocument.Parse(body);
        var result = built.Evaluate(json.RootElement, Strict);
        if (result.IsValid) return null;
        var errors = (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
        return string.Join("; ", errors.Distinct().Take(4));
    }

    (JsonObject Document, JsonObject Operation)? Operation(string method, string template)
    {
        var (name, path) = template.StartsWith("/admin/", StringComparison.Ordinal) ? ("admin-organization", template["/admin".Length..])
            : template.StartsWith("/sites/{site}/rest/", StringComparison.Ordinal) ? ("jira-platform-v3", template["/sites/{site}".Length..])
            : ("user-management", template);
        var document = documents[name];
        foreach (var (documented, operations) in document["paths"]!.AsObject())
            if (Same(documented, path) && operations![method.ToLowerInvariant()] is JsonObject operation) return (document, operation);
        return null;
    }

    /// <summary>Equal but for the names in braces.</summary>
    static bool Same(string a, string b)
    {
        var (left, right) = (a.Split('/'), b.Split('/'));
        return left.Length == right.Length && left.Zip(right).All(pair => pair.First == pair.Second || pair.First.StartsWith('{') && pair.Second.StartsWith('{'));
    }
}
