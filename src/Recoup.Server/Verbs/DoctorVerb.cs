using System.CommandLine;
using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Engine.Diagnosis;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup doctor</c>: what each key may do, when it expires, and what is missing.</summary>
internal static class DoctorVerb
{
    private const int WarnDays = 30;
    private const string NotSet = "not set";

    private static readonly IReadOnlyList<Column<Check>> Columns =
    [
        new("Of", c => c.Subject, Wide: 40),
        new("What", c => c.What, Wide: 44),
        new("Answer", c => Answer(c.Finding)),
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
            var result = await DoctorResult.OfAsync(workplace, org, cancellationToken);
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

    private static async Task WriteAsync(CommandHost host, OrgId org, DoctorResult result)
    {
        var today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime);
        await LineAsync(result.Verdict switch
        {
            "complete" => $"A scan of {org} would be complete.",
            "partial" => $"A scan of {org} would be PARTIAL: see below what cannot be read.",
            "failed" => $"A scan of {org} would FAIL: see below what cannot be read.",
            "imported" => $"{org} was imported from a file. A key tells more: recoup connect --org ID --key-file F",
            _ => $"{org} has no connection and no data. Run: recoup connect --org {org} --key-file F",
        });
        if (result.Checks.Count > 0)
            Results.WriteTable(host, result.Checks, Columns);
        // Below the table and not in it: a command that is broken over lines cannot be copied.
        foreach (var check in result.Checks.Where(c => c.Means.Length > 0))
            await LineAsync($"- {check.Subject}, {check.What}: {check.Means}");
        if (result.Checks.Count > 0)
            await host.Out.WriteLineAsync();
        foreach (var key in result.Keys)
            await LineAsync($"{char.ToUpperInvariant(key.Name[0])}{key.Name[1..]}: {key.InWords(today, WarnDays)}");
        if (result.HoldsEnding is { } ending)
            await LineAsync(ReportText.EndingSoon(ending));
        await LineAsync($"Data: {result.Place}");
        await LineAsync($"Secrets are encrypted with the keys in {result.KeyRing}");
        if (result.HasPlainKeys)
            await LineAsync("- Keys lie there as they are: whoever can read that folder and the data can read the secrets. Recoup:KeysCertificate encrypts those that are made from then on; see SECURITY.md");
        await LineAsync($"Requests go to: {(result.Destinations.Count == 0 ? "nowhere" : string.Join(", ", result.Destinations))}");
        await LineAsync($"Operator destinations: {(result.OperatorDestinations.Count == 0 ? "none" : string.Join(", ", result.OperatorDestinations))}");
        await LineAsync($"Audit head: {result.AuditHead ?? "no entry yet"}");
        await LineAsync($"Privacy policy: holds from {result.Policy.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? NotSet}, contact {result.Policy.Contact ?? NotSet}, address {result.Policy.Address ?? NotSet}");

        Task LineAsync(string text) => host.Out.WriteLineAsync(PlainText.Of(text));
    }

    private static string Answer(Finding finding) => finding switch
    {
        Finding.Ok => "yes",
        Finding.Refused => "REFUSED",
        Finding.NoAnswer => "NO ANSWER",
        Finding.Missing => NotSet,
        _ => "not tried",
    };
}
