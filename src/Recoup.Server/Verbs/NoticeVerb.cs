using System.CommandLine;
using System.Globalization;
using Recoup.Core.Plans;
using Recoup.Core.Rules;
using Recoup.Engine;
using Recoup.Engine.Noticing;
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
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            if (settings.NoticeDays == 0)
                throw new UserException($"Nobody is told before anything is done: notice.days is 0. To give people two weeks to answer: {TurnOn}", ExitCode.Usage);
            // A scan that is under way would write over what is noted here.
            await using var turn = await Turn.TakeAsync(workplace.Store, org, Jobs.Scan, host.Time, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var now = host.Time.GetUtcNow();
            var rows = again
                ? await Notices.DueAsync(workplace.Store, scan, settings, now, cancellationToken)
                : await Notices.NewAsync(workplace.Store, scan, settings, cancellationToken);
            var (reached, hidden) = (rows.Where(r => r.Account.Email is { Length: > 0 }).ToList(), rows.Where(r => r.Account.Email is not { Length: > 0 }).ToList());
            if (reached.Count > 0)
            {
                var name = (await workplace.Store.TryGetConnectionAsync(org, cancellationToken))?.Name ?? org.Value;
                await WriteAsync(path, NoticeText.Csv(reached, scan, name, f => NoticeGate.Ends(f.NoticedAt is null ? f with { NoticedAt = now } : f, settings)!.Value), cancellationToken);
                var numbers = new Dictionary<string, long> { ["findings"] = reached.Count, ["people"] = reached.DistinctBy(r => r.Account.Id).Count(), ["withoutAddress"] = hidden.Count, ["reminder"] = again ? 1 : 0 };
                await workplace.Store.CommitAsync(
                    new Change(org, workplace.Event(org, "notice.export") with { Numbers = numbers }) { Recommendations = again ? [] : [.. reached.Select(r => r.Finding with { NoticedAt = now })] },
                    cancellationToken);
            }

            foreach (var line in Said(path, again, reached, hidden))
                await host.Out.WriteLineAsync(PlainText.Of(line));
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Said(string path, bool again, List<NoticeRow> reached, List<NoticeRow> hidden)
    {
        if (reached.Count == 0)
            yield return again ? "Nobody to remind: of those who were told, all have answered, or half of their days are not over, or all are." : "Nobody to tell: whoever has something ready was told, or has no address.";
        else
            yield return $"Wrote {path}: {PlainText.Count(reached.Count, "finding")} of {PlainText.Count(reached.DistinctBy(r => r.Account.Id).Count(), "person", "people")}. "
                + (again ? "Until when they may answer is as it was." : "They count as told from now on: send it. Answers are taken with: recoup notice import FILE");
        if (hidden.Count == 0)
            yield break;
        yield return $"Without an address, and not told ({PlainText.Count(hidden.Count, "finding")}):";
        foreach (var row in hidden.Take(MostNames))
            yield return $"  {row.Account.Name}, {row.Account.Id}";
        if (hidden.Count > MostNames)
            yield return $"  and {PlainText.Number(hidden.Count - MostNames)} more";
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
            var holds = (await workplace.Store.HoldsAsync(org, cancellationToken)).ToDictionary(h => h.Account);
            var now = host.Time.GetUtcNow();
            NoticeResult[] rows = [.. (await Notices.ToldAsync(workplace.Store, org, cancellationToken)).Select(f => NoticeResult.Of(f, holds, settings, now))];
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
