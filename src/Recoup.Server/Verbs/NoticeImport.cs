using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Noticing;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup notice import</c>: what people said, and what comes of it.</summary>
internal static class NoticeImport
{
    private const int MostLines = 10;

    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with \"Account ID\" or \"Email\", \"Answer\", \"Reason\" (docs/notice.md)" };
        var import = new Command("import", "Take answers: keep, no, or bounced") { file };
        var data = DataOptions.On(import);
        import.SetAction(async (parsed, cancellationToken) =>
        {
            using var reader = ImportVerb.Open(parsed.GetRequiredValue(file));
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            // A scan that is under way would write over what is noted here.
            await using var turn = await Turn.TakeAsync(workplace.Store, org, Jobs.Scan, host.Time, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var read = AnswerFile.Read(reader);
            var answers = await Answers.WeighAsync(read.Rows, workplace.Store, scan, host.Time.GetUtcNow(), cancellationToken);
            if (answers.Kept + answers.Agreed + answers.Bounced > 0)
                await CommitAsync(workplace, org, answers, cancellationToken);
            foreach (var line in Said(read, answers))
                await host.Out.WriteLineAsync(PlainText.Of(line));
            return read.Refused.Count + answers.Untold.Count + answers.Unsure.Count > 0 ? ExitCode.Partial : ExitCode.Ok;
        });
        return import;
    }

    /// <summary>All of it or nothing, with one entry in the log that counts and names nobody.</summary>
    private static async Task CommitAsync(Workplace workplace, OrgId org, Answers answers, CancellationToken cancellationToken)
    {
        var numbers = new Dictionary<string, long> { ["kept"] = answers.Kept, ["agreed"] = answers.Agreed, ["bounced"] = answers.Bounced, ["holds"] = answers.Holds.Count };
        await workplace.Store.CommitAsync(
            new Change(org, workplace.Event(org, "notice.import") with { Numbers = numbers })
            {
                Holds = answers.Holds.ToDictionary(h => h.Account, Hold? (h) => h),
                Recommendations = answers.Findings,
            },
            cancellationToken);
    }

    private static IEnumerable<string> Said(AnswerFile read, Answers answers)
    {
        yield return $"{PlainText.Count(answers.Kept, "person keeps", "people keep")} what they have and {(answers.Kept == 1 ? "is" : "are")} held, {PlainText.Number(answers.Agreed)} agreed, and {PlainText.Number(answers.Bounced)} could not be reached. Sums change with the next scan.";
        if (answers.Bounced > 0)
            yield return "Nothing is done about those who could not be reached until somebody has looked: recoup notice list";
        if (answers.Differing > 0)
            yield return $"{PlainText.Count(answers.Differing, "person", "people")} gave different answers: the most harmless counts.";
        if (read.Silent > 0)
            yield return $"{PlainText.Count(read.Silent, "row has", "rows have")} no answer: nothing changes.";
        if (answers.Untold.Count > 0)
            yield return $"Left out: {Rows(answers.Untold, "about nobody who was told")}.";
        if (answers.Unsure.Count > 0)
            yield return $"Left out: {Rows(answers.Unsure, "of people of whom another row cannot be understood")}.";
        foreach (var line in read.Refused)
            yield return $"Left out: {line}.";
    }

    private static string Rows(IReadOnlyList<int> lines, string what) =>
        $"{PlainText.Count(lines.Count, "row")} {what} (line {string.Join(", ", lines.Take(MostLines))}{(lines.Count > MostLines ? "…" : "")})";
}
