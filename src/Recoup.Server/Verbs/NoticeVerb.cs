using System.CommandLine;
using System.Globalization;
using Recoup.Core.Rules;
using Recoup.Engine;
using Recoup.Engine.Noticing;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup notice export|import|list</c>: people are told before anything is done, and may answer.</summary>
internal static class NoticeVerb
{
    private const string TurnOn = "recoup settings set notice.days 14";
    private const int MostNames = 20;

    private static readonly IReadOnlyList<Column<NoticeResult>> Columns =
    [
        new("Who", r => r.DisplayName, Wide: 32),
        new("Why", r => Names.OfRule(r.Rule)),
        new("Told", r => Day(r.NoticedAt)),
        new("Answer by", r => r.AnswerBy is { } ends ? Day(ends) : ""),
        new("State", r => r.State, Wide: 70),
        new("Account", r => r.AccountId.Value, Whole: true),
    ];

    public static Command Create(CommandHost host) =>
        new("notice", "Tell people before anything is done about them, and take their answers") { Export(host), NoticeImport.Create(host), List(host) };

    private static Command Export(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A new CSV file, for a mail merge" };
        var reminder = new Option<bool>("--reminder") { Description = "Instead, those who were told half of the days ago and have not answered" };
        var command = new Command("export", "Write whom to tell, and note that they were told") { file, reminder };
        var data = DataOptions.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (path, again) = (parsed.GetRequiredValue(file), parsed.GetValue(reminder));
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            // A scan that is under way would write over what is noted here.
            await using var turn = await Turns.TakeAsync(workplace.Store, org, Jobs.Scan, host.Time, cancellationToken);
            var (pack, refusal) = await NoticePack.OfAsync(workplace.Desk(org), again, cancellationToken);
            if (pack is null)
                throw refusal!.Gate == "notice-off" ? refusal.AsError($"To give people two weeks to answer: {TurnOn}", ExitCode.Usage) : refusal.AsError("Run: recoup scan");
            if (pack.Reached.Count > 0)
            {
                await WriteAsync(path, pack.Csv, cancellationToken);
                await pack.NoteAsync(workplace.Desk(org), cancellationToken);
            }

            foreach (var line in Said(path, again, pack.Reached, pack.Hidden))
                await host.Out.WriteLineAsync(PlainText.Of(line));
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Said(string path, bool again, IReadOnlyList<NoticeRow> reached, IReadOnlyList<NoticeRow> hidden)
    {
        if (reached.Count == 0)
            yield return again ? "Nobody to remind: of those who were told, all have answered, or half of their days are not over, or all are." : "Nobody to tell: whoever has something ready was told, or has no address.";
        else
            yield return $"Wrote {path}: {Figures.Count(reached.Count, "finding")} of {Figures.Count(reached.DistinctBy(r => r.Account.Id).Count(), "person", "people")}. "
                + (again ? "Until when they may answer is as it was." : "They count as told from now on: send it. Answers are taken with: recoup notice import FILE");
        if (hidden.Count == 0)
            yield break;
        yield return $"Without an address, and not told ({Figures.Count(hidden.Count, "finding")}):";
        foreach (var row in hidden.Take(MostNames))
            yield return $"  {row.Account.Name}, {row.Account.Id}";
        if (hidden.Count > MostNames)
            yield return $"  and {Figures.Number(hidden.Count - MostNames)} more";
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "Who was told when, until when they may answer, and what they said");
        var data = DataOptions.On(command);
        var format = FormatOption.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var rows = await NoticeResult.AllAsync(workplace.Store, org, host.Time.GetUtcNow(), cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), rows, Columns, OutputJson.Readable.IReadOnlyListNoticeResult, settings.NoticeDays == 0 ? $"Nobody was told: notice.days is 0. To turn it on: {TurnOn}" : "Nobody was told yet: recoup notice export FILE.csv");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Never over another file: it may be the one that is being sent.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(path))
                throw new UserException($"{path} is there already. Name a new file: nobody counts as told yet.");
            await using var output = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            await output.WriteAsync(text.AsMemory(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} cannot be written: {e.Message}");
        }
    }
}
