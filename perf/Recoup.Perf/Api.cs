using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;
using Recoup.Server.SigningIn;
using Recoup.Storage.SignIns;
using Recoup.Web;

namespace Recoup.Perf;

/// <summary>Asks a real server for each list, filter, sort and search, and for each page, one request after the other.</summary>
internal static class Api
{
    private const double Limit = 50;

    /// <param name="recoup">The built program.</param>
    /// <param name="data">A data folder with a scan that ended.</param>
    /// <param name="requests">How many of each kind.</param>
    public static async Task RunAsync(string recoup, string data, int requests)
    {
        var token = await TokenAsync(data);
        var started = Stopwatch.GetTimestamp();
        using var server = Process.Start(new ProcessStartInfo(recoup, ["serve", "--port", "0", "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        try
        {
            var line = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(line.Split(' ').First(w => w.StartsWith("http", StringComparison.Ordinal)).TrimEnd('.')) };
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            (await client.GetAsync("/api/v1/report")).EnsureSuccessStatusCode();
            Console.WriteLine($"\nFrom the start of the process to its first answer (the report): {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms, at most 1000\n");
            await MeasureAsync(client, requests);
            await MeasurePagesAsync(client, requests);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task MeasureAsync(HttpClient client, int requests)
    {
        var some = await SomeAsync(client);
        Console.WriteLine($"{requests} requests of each kind, one after the other, in ms (p95 at most {Limit:0}):\n\n  {"",-44} {"found",8} {"p50",7} {"p95",7} {"max",7}");
        foreach (var (name, path) in Kinds(some))
        {
            var (times, last) = await TimesAsync(client, requests, i => $"/api/v1{path(i)}");
            using (last)
            {
                var found = last.Headers.TryGetValues("X-Total-Count", out var total) ? int.Parse(total.Single(), CultureInfo.InvariantCulture) : 0;
                Console.WriteLine($"  {name,-44} {(found > 0 ? found : ""),8} {Figures(times)}");
            }
        }
    }

    /// <summary>Every page that needs no more than its address, and those of one thing, by the table of routes.</summary>
    private static async Task MeasurePagesAsync(HttpClient client, int requests)
    {
        var some = await SomeAsync(client);
        Console.WriteLine($"\nPages, in the same way; files that they load, such as the style sheet, are not counted:\n\n  {"",-44} {"bytes",8} {"p50",7} {"p95",7} {"max",7}");
        foreach (var (name, path) in Pages(some))
        {
            var (times, last) = await TimesAsync(client, requests, path);
            using (last)
                Console.WriteLine($"  {name,-44} {(await last.Content.ReadAsByteArrayAsync()).Length,8} {Figures(times)}");
        }
    }

    /// <summary>How long each answer took in ms, sorted, and the last of them, read whole.</summary>
    private static async Task<(List<double> Times, HttpResponseMessage Last)> TimesAsync(HttpClient client, int requests, Func<int, string> path)
    {
        var times = new List<double>();
        for (var i = 0; ; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await client.GetAsync(path(i));
            await answer.Content.ReadAsByteArrayAsync();
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new InvalidOperationException($"{path(i)}: {(int)answer.StatusCode}");
            if (i >= 5)
                times.Add(took);
            if (times.Count == requests)
            {
                times.Sort();
                return (times, answer);
            }

            answer.Dispose();
        }
    }

    private static string Figures(List<double> times)
    {
        var p95 = At(times, 0.95);
        return $"{At(times, 0.5),7:0.0} {p95,7:0.0} {times[^1],7:0.0}{(p95 > Limit ? "  over" : "")}";
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Ceiling(part * sorted.Count) - 1];

    /// <summary>What is asked for, other values each time.</summary>
    private static IEnumerable<(string Name, Func<int, string> Path)> Kinds(Some some)
    {
        string[] products = ["jira-software", "confluence", "jira-servicedesk"], kinds = ["human", "service", "bot", "shared"], rules = ["R01", "R02", "R03", "R13"];
        yield return ("users, first pages", i => $"/users?skip={i % 5 * 100}");
        yield return ("users, pages anywhere", i => $"/users?skip={some.Users / 200 * (i % 200)}");
        yield return ("users, search of a whole name", i => $"/users?search={Uri.EscapeDataString(some.Names[i % some.Names.Count])}");
        yield return ("users, search of three letters", i => $"/users?search={Uri.EscapeDataString(some.Names[i % some.Names.Count][..3])}");
        yield return ("users, search that finds nobody", i => $"/users?search=nobody-{i}");
        yield return ("users, by kind", i => $"/users?kind={kinds[i % kinds.Length]}");
        yield return ("users, by status and product", i => $"/users?status=active&product={products[i % products.Length]}&skip={i % 7 * 100}");
        yield return ("users, by last use", i => $"/users?sort={(i % 2 == 0 ? "lastUse" : "-lastUse")}&skip={i % 7 * 100}");
        yield return ("users, by when they came", i => $"/users?sort={(i % 2 == 0 ? "added" : "-added")}&kind=human");
        yield return ("recommendations, first pages", i => $"/recommendations?skip={i % 5 * 100}");
        yield return ("recommendations, pages anywhere", i => $"/recommendations?skip={some.Findings / 200 * (i % 200)}");
        yield return ("recommendations, by rule", i => $"/recommendations?rule={rules[i % rules.Length]}");
        yield return ("recommendations, by tier and product", i => $"/recommendations?tier=certain,probable&product={products[i % products.Length]}&leading=true");
        yield return ("recommendations, by state", i => $"/recommendations?state={(i % 2 == 0 ? "open" : "closed")}");
        yield return ("recommendations, search", i => $"/recommendations?search={Uri.EscapeDataString(some.Names[i % some.Names.Count])}");
        yield return ("recommendations, by saving", i => $"/recommendations?sort=-saving&skip={i % 7 * 100}");
        yield return ("recommendations, by name", i => $"/recommendations?sort={(i % 2 == 0 ? "name" : "-name")}");
        yield return ("one finding", i => $"/recommendations/{some.Ids[i % some.Ids.Count]}");
        yield return ("one user", i => $"/users/{some.Accounts[i % some.Accounts.Count]}");
        yield return ("report", _ => "/report");
        yield return ("money", _ => "/money");
        yield return ("service accounts", _ => "/service-accounts");
        yield return ("scans", _ => "/scans");
        yield return ("plans", _ => "/plans");
        yield return ("holds", _ => "/holds");
        yield return ("settings", _ => "/settings");
        yield return ("audit, newest", _ => "/audit?newest=true");
        yield return ("audit, by action", _ => "/audit?action=settings.");
    }

    private static IEnumerable<(string Name, Func<int, string> Path)> Pages(Some some)
    {
        foreach (var route in WebPages.All.Where(r => r.Method == "GET" && !r.Pattern.Contains('{', StringComparison.Ordinal)))
            yield return (route.Pattern, _ => route.Pattern);
        yield return ("/users, search of a whole name", i => $"/users?search={Uri.EscapeDataString(some.Names[i % some.Names.Count])}");
        yield return ("/users/{account}", i => $"/users/{some.Accounts[i % some.Accounts.Count]}");
        yield return ("/recommendations, one open", i => $"/recommendations?open={some.Ids[i % some.Ids.Count]}");
        yield return ("/scans/{scan}", _ => $"/scans/{some.Scan}");
    }

    private static async Task<Some> SomeAsync(HttpClient client)
    {
        var users = await ListAsync(client, "/users?take=1000&skip=20000");
        var found = await ListAsync(client, "/recommendations?take=1000&leading=true");
        return new(
            users.Total,
            found.Total,
            [.. users.Rows.Select(u => u.GetProperty("displayName").GetString()!).Where(n => n.Length is >= 3 and < 100 && n.All(c => !char.IsSurrogate(c)))],
            [.. users.Rows.Select(u => u.GetProperty("accountId").GetString()!)],
            [.. found.Rows.Select(f => f.GetProperty("id").GetString()!)],
            (await ListAsync(client, "/scans")).Rows[0].GetProperty("scanId").GetString()!);
    }

    private static async Task<(IReadOnlyList<JsonElement> Rows, int Total)> ListAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/v1{path}");
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ([.. json.RootElement.EnumerateArray().Select(e => e.Clone())], answer.Headers.TryGetValues("X-Total-Count", out var total) ? int.Parse(total.Single(), CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>A token that reads, kept as the server would keep it.</summary>
    private static async Task<string> TokenAsync(string data)
    {
        await using var workplace = await Workplace.OpenAsync(data, CommandHost.System, CancellationToken.None);
        var (secret, now) = (TokenSecret.New(), TimeProvider.System.GetUtcNow());
        // A server answers once there is an admin, and a token is as good as its owner.
        var owner = new Person { Name = "perf", Roles = [SignInRole.Admin], PasswordHash = Passwords.Hash(TokenSecret.Bare()), CreatedAt = now };
        await workplace.Store.KeepAsync(new(SignInBook.Event(owner.Name, "person.add", owner.Name)) { Person = owner }, CancellationToken.None);
        var token = new ApiToken(TokenSecret.Hash(secret), owner.Name, "perf", SignInRole.Viewer, secret[^4..], now, now.AddDays(1));
        await workplace.Store.AddTokenAsync(token, SignInBook.Event(owner.Name, "token.create"), CancellationToken.None);
        return secret;
    }

    private sealed record Some(int Users, int Findings, IReadOnlyList<string> Names, IReadOnlyList<string> Accounts, IReadOnlyList<string> Ids, string Scan);
}
