using System.CommandLine;
using Recoup.Core.Recommendations;
using Recoup.Engine.Reporting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup service-accounts</c>: software on people's seats, and how much of it Atlassian's own service accounts could take over.</summary>
internal static class ServiceAccountsVerb
{
    private static readonly IReadOnlyList<Column<Recommendation>> Columns =
    [
        new("Account", r => r.AccountId?.Value ?? "", Whole: true),
        new("Name", r => r.DisplayName, Wide: 32),
        new("Seats", r => string.Join(", ", r.Seats.Select(s => s.Product.Name).Distinct()), Wide: 60),
        new("API tokens", r => r.Evidence.FirstOrDefault(e => e.Signal == "API tokens")?.Value ?? "", Wide: 60),
        new("Per month", Figures.Money, Right: true),
    ];

    public static Command Create(CommandHost host)
    {
        var command = new Command("service-accounts", "Software on people's seats, and whether Atlassian's own service accounts, which take none, can take it over");
        var data = DataOptions.On(command);
        var format = FormatOption.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var result = await ServiceAccountsResult.ReadAsync(workplace.Store, scan, host.Time.GetUtcNow(), cancellationToken);
            var found = result.Accounts;
            switch (format.Of(parsed))
            {
                case OutputFormat.Json:
                    await Results.WriteJsonAsync(host, result, OutputJson.Readable.ServiceAccountsResult);
                    break;
                case OutputFormat.Csv:
                    await Results.WriteListAsync(host, OutputFormat.Csv, found, Columns, Core.CoreJson.Readable.IReadOnlyListRecommendation, "");
                    break;
                default:
                    await host.Out.WriteLineAsync(result.InWords);
                    if (found.Count > 0)
                        Results.WriteTable(host, found, Columns);
                    break;
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
