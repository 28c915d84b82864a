using System.Text.Json;
using System.Text.Json.Nodes;
using Recoup.Emulator;
using Recoup.Server;
using Recoup.Tests.Server;

namespace Recoup.Tests.Promises;

/// <summary>Which of the fields that Atlassian sends are kept: read off the files themselves.</summary>
public sealed class KeptFieldsTests
{
    /// <summary>An account of <c>users/search</c> with every documented field; each text names its field.</summary>
    private const string User = """
        {
          "accountId": "canary-accountId", "accountStatus": "active", "accountType": "atlassian", "addedToOrg": "2020-01-01T00:00:00.000Z", "avatar": "https://canary-avatar.example/a.png",
          "claimStatus": "managed", "counts": { "resources": 987654 }, "department": "canary-department", "email": "canary-email@acme.test", "emailVerified": true,
          "groups": [{ "id": "canary-groupid", "name": "canary-groupname", "description": "canary-groupdescription" }], "jobTitle": "canary-jobTitle", "links": { "self": "canary-self" },
          "location": "canary-location", "managementSource": "invited", "membershipStatus": "active", "mfaEnabled": true, "name": "canary-name", "nickname": "canary-nickname",
          "organization": "canary-organization", "picture": "https://canary-picture.example/p.png", "platformRoles": ["atlassian/canary-role"],
          "productAccess": [{ "id": "ari:cloud:jira-software::site/canary-site", "key": "canary-productkey", "lastActiveTimestamp": "2026-01-01T00:00:00.123456789Z" }],
          "status": "active", "timeZone": "canary-timeZone", "phoneNumber": "canary-phone"
        }
        """;

    /// <summary>The same account in the v1 list.</summary>
    private const string Managed = """
        {
          "access_billable": true, "account_id": "canary-accountId", "account_status": "active", "account_type": "atlassian", "email": "canary-v1email@acme.test", "last_active": "2026-01-01",
          "links": { "self": "canary-v1self" }, "name": "canary-v1name", "picture": "https://canary-v1picture.example/p.png",
          "product_access": [{ "key": "jira-software", "last_active": "2026-01-01", "name": "canary-v1product", "url": "https://canary-v1url.example" }]
        }
        """;

    /// <summary>The same account in a site's list.</summary>
    private const string Listed = """
        {
          "accountId": "canary-accountId", "accountType": "atlassian", "active": true, "appType": "canary-jiraapp", "applicationRoles": { "items": [{ "name": "canary-jirarole" }] }, "avatarUrls": { "16x16": "https://canary-jiraavatar.example/a.png" },
          "displayName": "canary-jiraname", "emailAddress": "canary-jiraemail@acme.test", "expand": "canary-jiraexpand", "groups": { "items": [{ "name": "canary-jiragroup" }] }, "guest": false,
          "key": "canary-jirakey", "locale": "canary-jiralocale", "name": "canary-jirausername", "self": "https://canary-jiraself.example", "timeZone": "canary-jirazone"
        }
        """;

    /// <summary>An entry of the organisation's audit log about the account.</summary>
    private const string Event = """
        {
          "id": "canary-eventid", "type": "events", "attributes": {
            "action": "canary-eventaction", "time": "2026-11-20T00:00:00.000Z",
            "actor": { "id": "canary-actorid", "name": "canary-actorname", "email": "canary-actoremail@acme.test", "auth": { "authType": "api-token", "tokenId": "canary-tokenid", "tokenLabel": "canary-tokenlabel" }, "onBehalfOf": { "id": "canary-behalf" } },
            "container": [{ "id": "canary-containerid", "attributes": { "siteName": "canary-container" } }],
            "context": [{ "id": "canary-accountId", "type": "users", "attributes": { "name": "canary-contextname", "userAgent": "canary-useragent" } }],
            "location": { "ip": "198.51.100.77", "geo": "canary-geo", "city": "canary-city", "countryName": "canary-country", "regionName": "canary-region" }
          }, "message": { "content": "canary-message" }
        }
        """;

    [Fact]
    public async Task P08_Of_an_account_with_every_field_exactly_the_promised_ones_are_kept()
    {
        await using var premises = await Premises.StartAsync(users: 50);
        var outputs = await ScanAsync(premises);

        var kept = Canaries(string.Concat(User, Managed, Listed)).Where(c => Holds(premises, c)).ToList();

        kept.ShouldBe(["canary-accountId", "canary-email", "canary-name", "canary-role", "canary-site"], ignoreOrder: true);
        Canaries(outputs).ShouldBeSubsetOf(kept);
        Holds(premises, "987654").ShouldBeFalse();
    }

    [Fact]
    public async Task P22_Of_the_organisations_audit_log_no_address_place_device_or_actor_is_kept_or_logged()
    {
        await using var premises = await Premises.StartAsync(users: 50);
        var outputs = await ScanAsync(premises);

        Canaries(Event).Where(c => Holds(premises, c)).ShouldBe(["canary-accountId"]);
        Holds(premises, "198.51.100.77").ShouldBeFalse();
        outputs.ShouldNotContain("198.51.100.77");
        outputs.ShouldNotContain("canary-useragent");
        Holds(premises, "2026-11-20T00:00:00").ShouldBeTrue("that somebody was given access, and when, is kept");
    }

    [Fact]
    public async Task P22_After_a_scan_with_real_events_no_address_or_place_of_theirs_is_in_any_file_or_line()
    {
        await using var premises = await Premises.StartAsync(users: 120);
        await premises.ConnectAsync();
        var scan = await premises.RunAsync("scan");
        var places = await PlacesAsync(premises);

        places.Count.ShouldBeGreaterThan(3);
        var files = premises.Shell.Files();
        places.Where(p => files.Contains(p, StringComparison.Ordinal) || (scan.Out + scan.Error).Contains(p, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task P22_Of_the_admin_nothing_is_kept_but_the_name_and_what_was_done()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync("doctor");
        await premises.DoneAsync("users list");

        Sqlite.Query<string>(premises.Shell.Data, "select name from audit_names where kind = 'actor'").ShouldBe(["ada"]);
        Sqlite.Query<string>(premises.Shell.Data, "select record from audit_entries").ShouldAllBe(r => JsonDocument.Parse(r, default).RootElement.EnumerateObject().Select(p => p.Name)
            .SequenceEqual(new[] { "seq", "at", "org", "actor", "subject", "action", "outcome", "note", "numbers" }));
    }

    /// <summary>When Atlassian documents another field, it has to be put into the account above.</summary>
    [Fact]
    public void P08_Every_documented_field_of_an_account_is_looked_at()
    {
        Assert.SkipWhen(Emulator.Contract.Documents.Folder is null, "the OpenAPI documents are not on this machine");

        Names(User).ShouldBe(Documented("admin-organization", d => d["paths"]!.AsObject().Single(p => p.Key.EndsWith("/users/search", StringComparison.Ordinal) && p.Key.Contains("/v2/", StringComparison.Ordinal)).Value!["post"]!).Append("phoneNumber"), ignoreOrder: true);
        Names(Managed).ShouldBe(Documented("admin-organization", d => d["paths"]!["/v1/orgs/{orgId}/users"]!["get"]!), ignoreOrder: true);
        Names(Listed).ShouldBe(Schema("jira-platform-v3", d => d["components"]!["schemas"]!["User"]!), ignoreOrder: true);
    }

    private static async Task<string> ScanAsync(Premises premises)
    {
        await premises.ConnectAsync();
        Answer("POST", "/directories/-/users/search", $$$"""{"data":[{{{User}}}],"links":{}}""");
        Answer("GET", $"/orgs/{premises.Org}/users", $$$"""{"data":[{{{Managed}}}],"links":{},"meta":{"total":1}}""");
        Answer("GET", "/events", $$$"""{"data":[{{{Event}}}],"links":{},"meta":{}}""");
        Answer("GET", "/users/count", """{"count":1}""");
        premises.Emulator.Faults.Next((m, p) => m == "GET" && p.EndsWith("/rest/api/3/users/search", StringComparison.Ordinal), 1, new Fault.Answer(200, $"[{Listed}]"));
        var scan = await premises.RunAsync("scan");
        scan.Code.ShouldBe(ExitCode.Ok, scan.Error);
        (await premises.JsonAsync("users list")).GetArrayLength().ShouldBe(1);
        return scan.Out + scan.Error + await premises.DoneAsync("users show canary-accountId --json") + await premises.DoneAsync("users list --format csv");

        void Answer(string method, string end, string body) =>
            premises.Emulator.Faults.Next((m, p) => m == method && p.EndsWith(end, StringComparison.Ordinal), 1_000, new Fault.Answer(200, body));
    }

    private static bool Holds(Premises premises, string text) => premises.Shell.Files().Contains(text, StringComparison.Ordinal);

    private static IReadOnlyList<string> Canaries(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, "canary-[A-Za-z0-9]+").Select(m => m.Value).Distinct()];

    /// <summary>Addresses and places in the events that the emulator really sends.</summary>
    private static async Task<IReadOnlyList<string>> PlacesAsync(Premises premises)
    {
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(premises.Emulator.Api, $"admin/v1/orgs/{premises.Org}/events?limit=500"));
        request.Headers.Authorization = new("Bearer", premises.Emulator.Key);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var events = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("data");
        return [.. events.EnumerateArray().SelectMany(e => e.GetProperty("attributes").GetProperty("location").EnumerateObject()).Where(p => p.Value.ValueKind == JsonValueKind.String).Select(p => p.Value.GetString()!).Where(t => t.Length > 4).Distinct()];
    }

    private static IEnumerable<string> Names(string json) => JsonNode.Parse(json)!.AsObject().Select(p => p.Key);

    private static IEnumerable<string> Documented(string document, Func<JsonNode, JsonNode> operation) =>
        Schema(document, d => Followed(d, Followed(d, operation(d)["responses"]!["200"]!["content"]!["application/json"]!["schema"]!)["properties"]!["data"]!)["items"]!);

    private static IEnumerable<string> Schema(string document, Func<JsonNode, JsonNode> schema)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Emulator.Contract.Documents.Folder!, $"{document}.openapi.json")))!;
        return Properties(root, schema(root)).Distinct();
    }

    private static IEnumerable<string> Properties(JsonNode root, JsonNode schema)
    {
        schema = Followed(root, schema);
        foreach (var part in new[] { "allOf", "oneOf", "anyOf" }.SelectMany(k => schema[k]?.AsArray() ?? []))
        {
            foreach (var name in Properties(root, part!))
                yield return name;
        }

        foreach (var property in schema["properties"]?.AsObject() ?? [])
            yield return property.Key;
    }

    private static JsonNode Followed(JsonNode root, JsonNode schema)
    {
        while (schema["$ref"]?.GetValue<string>() is { } reference)
            schema = reference[2..].Split('/').Aggregate(root, (node, key) => node[key]!);
        return schema;
    }
}
