using System.CommandLine;
using Recoup.Engine;
using Recoup.Engine.Noticing;
using Recoup.Engine.Reporting;
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
            await using var turn = await Turns.TakeAsync(workplace.Store, org, Jobs.Scan, host.Time, cancellationToken);
            var (taken, refusal) = await AnswerImport.TakeAsync(workplace.Desk(org), reader, cancellationToken);
            if (taken is null)
                throw refusal!.AsError("Run: recoup scan");
            foreach (var line in Said(taken.File, taken.Answers))
                await host.Out.WriteLineAsync(PlainText.Of(line));
            return taken.IsWhole ? ExitCode.Ok : ExitCode.Partial;
        });
        return import;
    }

    internal static IEnumerable<string> Said(AnswerFile read, Answers answers)
    {
        yield return $"{Figures.Count(answers.Kept, "person keeps", "people keep")} what they have and {(answers.Kept == 1 ? "is" : "are")} held, {Figures.Number(answers.Agreed)} agreed, and {Figures.Number(answers.Bounced)} could not be reached. Sums change with the next scan.";
        if (answers.Bounced > 0)
            yield return "Nothing is done about those who could not be reached until somebody has looked: recoup notice list";
        if (answers.Differing > 0)
            yield return $"{Figures.Count(answers.Differing, "person", "people")} gave different answers: the most harmless counts.";
        if (read.Silent > 0)
            yield return $"{Figures.Count(read.Silent, "row has", "rows have")} no answer: nothing changes.";
        if (answers.Untold.Count > 0)
            yield return $"Left out: {Rows(answers.Untold, "about nobody who was told")}.";
        if (answers.Unsure.Count > 0)
            yield return $"Left out: {Rows(answers.Unsure, "of people of whom another row cannot be understood")}.";
        foreach (var line in read.Refused)
            yield return $"Left out: {line}.";
    }

    private static string Rows(IReadOnlyList<int> lines, string what) =>
        $"{Figures.Count(lines.Count, "row")} {what} (line {string.Join(", ", lines.Take(MostLines))}{(lines.Count > MostLines ? "…" : "")})";
}
