using System.CommandLine;
using System.Globalization;
using Recoup.Core.Rules;
using Recoup.Engine.Reporting;
using Recoup.Engine.RoutingOut;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup route-out pack|list</c>: what only the identity provider can do, handed over and followed until the seats drop.</summary>
internal static class RouteOutVerb
{
    private static readonly IReadOnlyList<Column<RoutedResult>> Columns =
    [
        new("Who", r => r.DisplayName, Wide: 32),
        new("Why", r => Names.OfRule(r.Rule)),
        new("Seats", r => string.Join(", ", r.Products), Wide: 60),
        new("Handed over", r => r.HandedOver.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("State", r => r.State, Wide: 70),
    ];

    public static Command Create(CommandHost host) =>
        new("route-out", "What only the identity provider can change: files for it, and what became of them") { Pack(host), List(host) };

    private static Command Pack(CommandHost host)
    {
        var folder = new Argument<string>("DIR") { Description = "A new or empty folder for okta.csv, a CSV for each group for Entra, and ticket.txt" };
        var again = new Option<bool>("--again") { Description = "Also what was handed over before" };
        var command = new Command("pack", "Write the files to hand over, and note that they were") { folder, again };
        var data = DataOptions.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var (handed, refusal) = await HandOver.OfAsync(workplace.Desk(org), parsed.GetValue(again), cancellationToken);
            if (handed is null)
                throw refusal!.AsError("Run: recoup scan");
            var (rows, files) = handed;
            if (rows.Count == 0)
            {
                await host.Out.WriteLineAsync("Nothing to hand over: no finding is ready that only the identity provider can change, or all were handed over (--again takes those too).");
                return ExitCode.Ok;
            }

            await WriteAsync(parsed.GetRequiredValue(folder), files, cancellationToken);
            await handed.NoteAsync(workplace.Desk(org), cancellationToken);
            foreach (var file in files)
                await host.Out.WriteLineAsync(PlainText.Of(Path.Combine(parsed.GetRequiredValue(folder), file.Name)));
            await host.Out.WriteLineAsync($"{Figures.Count(rows.Count, "finding")} handed over. Whether the seats drop, the next scans tell: recoup route-out list");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "What was handed over, and whether the seats have gone");
        var data = DataOptions.On(command);
        var format = FormatOption.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var rows = await RoutedResult.AllAsync(workplace.Store, org, host.Time.GetUtcNow(), cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), rows, Columns, OutputJson.Readable.IReadOnlyListRoutedResult, "Nothing was handed over yet: recoup route-out pack DIR");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Nothing of an earlier pack is overwritten: it may be under way.</summary>
    private static async Task WriteAsync(string folder, IReadOnlyList<PackFile> files, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new UserException($"The folder {folder} is not empty. Name a new one: an earlier pack may still be under way.");
            Directory.CreateDirectory(folder);
            foreach (var file in files)
                await File.WriteAllTextAsync(Path.Combine(folder, file.Name), file.Text, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The files cannot be written to {folder}: {e.Message}");
        }
    }
}
