using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Diagnosis;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup doctor</c>: what each key may do, when it expires, and what is missing.</summary>
internal static class DoctorVerb
{
    private const int WarnDays = 30;

    private static readonly IReadOnlyList<Column<Check>> Columns =
    [
        new("Of", c => c.Subject, Wide: 40),
        new("What", c => c.What, Wide: 44),
        new("Answer", c => Answer(c.Finding)),
        new("What follows", c => c.Means, Wide: 200),
    ];

    public static Command Create(CommandHost host)
    {
        var command = new Command("doctor", "Say what each key may do, when it expires and what is missing; changes nothing");
        var data = DataOptions.On(command);
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var result = await ExamineAsync(workplace, org, cancellationToken);
            if (format.Of(parsed) == OutputFormat.Json)
                await Results.WriteJsonAsync(host, result, OutputJson.Readable.DoctorResult);
            else
                await WriteAsync(host, org, result);
            return result.Verdict switch
            {
                "failed" => ExitCode.Failed,
                "partial" => ExitCode.Partial,
                _ => ExitCode.Ok,
            };
        });
        return command;
    }

    private static async Task<DoctorResult> ExamineAsync(Workplace workplace, OrgId org, CancellationToken cancellationToken)
    {
        var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken);
        IReadOnlyList<Check> checks = connection is null
            ? []
            : await new Doctor(await workplace.AccessAsync(connection, cancellationToken), connection, await workplace.Store.SettingsAsync(org, cancellationToken)).ExamineAsync(cancellationToken);
        return new(
            connection is null ? "imported"
                : checks.Any(c => c.IsTrouble && c.Weight == Weight.Needed) ? "failed"
                : checks.Any(c => c.IsTrouble && c.Weight == Weight.Wanted) ? "partial"
                : "complete",
            checks,
            [.. (connection?.Keys ?? []).Select(k => new KeyResult(Name(k, connection!), k.SetOn, k.LastFour, k.Expires, k.ExpiresAtLatest))],
            workplace.Store.Place,
            workplace.KeyFolder,
            connection?.Destinations() ?? [],
            (await workplace.HeadAsync(org, cancellationToken))?.ToString());
    }

    private static async Task WriteAsync(CommandHost host, OrgId org, DoctorResult result)
    {
        var today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime);
        await host.Out.WriteLineAsync(result.Verdict switch
        {
            "complete" => $"A scan of {org} would be complete.",
            "partial" => $"A scan of {org} would be PARTIAL: see what is refused below.",
            "failed" => $"A scan of {org} would fail: see what is refused below.",
            _ => $"{org} was imported from a file. A key tells more: recoup connect --org ID --key-file F",
        });
        if (result.Checks.Count > 0)
            Results.WriteTable(host, result.Checks, Columns);
        foreach (var key in result.Keys)
            await host.Out.WriteLineAsync(PlainText.Of($"{key.Name}: set on {key.SetOn:yyyy-MM-dd}, ends in …{key.EndsIn}, {Expiry(key, today)}"));
        await host.Out.WriteLineAsync($"Data: {result.Place}");
        await host.Out.WriteLineAsync($"Secrets are encrypted with the keys in {result.KeyRing}");
        await host.Out.WriteLineAsync($"Requests go to: {(result.Destinations.Count == 0 ? "nowhere" : string.Join(", ", result.Destinations))}");
        await host.Out.WriteLineAsync($"Audit head: {result.AuditHead ?? "no entry yet"}");
    }

    private static string Expiry(KeyResult key, DateOnly today)
    {
        var left = (key.Expires ?? key.ExpiresAtLatest).DayNumber - today.DayNumber;
        var soon = left <= WarnDays ? " Make a new one and run recoup connect again." : "";
        if (key.Expires is not { } day)
            return $"expiry not said: {key.ExpiresAtLatest:yyyy-MM-dd} at the latest (say it with --key-expires or --site-token-expires).{soon}";
        return left < 0 ? $"EXPIRED on {day:yyyy-MM-dd}.{soon}" : $"expires {day:yyyy-MM-dd}, in {PlainText.Count(left, "day")}.{soon}";
    }

    private static string Name(KeyInfo key, Connection connection) =>
        connection.Sites.FirstOrDefault(s => SecretName.SiteToken(s.Site) == key.Name) is { } site ? $"token of {site.Email} for {site.Url}" : "organisation key";

    private static string Answer(Finding finding) => finding switch
    {
        Finding.Ok => "yes",
        Finding.Refused => "REFUSED",
        Finding.NoAnswer => "NO ANSWER",
        Finding.Missing => "not set",
        _ => "not tried",
    };
}
