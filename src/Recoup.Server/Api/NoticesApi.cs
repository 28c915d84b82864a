using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Engine.Noticing;
using Recoup.Server.Hosting;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/notices</c>: people are told before anything is done, and may answer.</summary>
internal static class NoticesApi
{
    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("notices");
        notices.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listNotices", "Who was told when, until when they may answer, and what they said").Gives<IReadOnlyList<NoticeResult>>();
        notices.MapPost("/export", ExportAsync).Needs(SignInRole.Operator).Says("exportNotices", "Whom to tell, as CSV for a mail merge; they count as told from now on. Empty where nobody is to be told").GivesText("text/csv");
        notices.MapPost("/answers", ImportAsync).Needs(SignInRole.Operator).Says("takeAnswers", "Takes answers, a CSV file as the body: keep, no, or bounced").Gives<AnswersResult>().TakesFile("text/csv");
    }

    private static async Task<IResult> ListAsync(HttpContext context, Asker asker, Page page, CancellationToken cancellationToken) =>
        Answer.List(context, await NoticeResult.AllAsync(asker.Store, asker.Org, asker.Desk.Now, cancellationToken), page, OutputJson.Readable.IReadOnlyListNoticeResult);

    private static async Task<IResult> ExportAsync(NoticeWish wanted, Asker asker, CancellationToken cancellationToken)
    {
        // A scan that is under way would write over what is noted here.
        await using var turn = await Turns.TakeAsync(asker.Store, asker.Org, Jobs.Scan, asker.Desk.Time, cancellationToken);
        var (pack, refusal) = await NoticePack.OfAsync(asker.Desk, wanted.Reminder, cancellationToken);
        if (pack is null)
            return Problems.Of(refusal!);
        await pack.NoteAsync(asker.Desk, cancellationToken);
        return TypedResults.Text(pack.Csv, "text/csv");
    }

    private static async Task<IResult> ImportAsync(FileBody file, Asker asker, CancellationToken cancellationToken)
    {
        // A scan that is under way would write over what is noted here.
        await using var turn = await Turns.TakeAsync(asker.Store, asker.Org, Jobs.Scan, asker.Desk.Time, cancellationToken);
        using var reader = new StringReader(file.Text);
        var (taken, refusal) = await AnswerImport.TakeAsync(asker.Desk, reader, cancellationToken);
        return taken is null ? Problems.Of(refusal!) : TypedResults.Ok(AnswersResult.Of(taken));
    }

    /// <param name="Reminder">Instead of those who were not told, those who were told half of the days ago and have not answered.</param>
    internal sealed record NoticeWish(bool Reminder = false);

    /// <summary>What came of a file of answers.</summary>
    /// <param name="Kept">People who want to keep it, and are held.</param>
    /// <param name="Agreed">People who agreed.</param>
    /// <param name="Bounced">People whom the notice did not reach.</param>
    /// <param name="Silent">Rows without an answer.</param>
    /// <param name="Untold">Lines about nobody who was told.</param>
    /// <param name="Unsure">Lines that agree, of people of whom another row could not be understood.</param>
    /// <param name="LeftOut">Other rows that were left out, and why.</param>
    internal sealed record AnswersResult(int Kept, int Agreed, int Bounced, int Silent, IReadOnlyList<int> Untold, IReadOnlyList<int> Unsure, IReadOnlyList<string> LeftOut)
    {
        public static AnswersResult Of(AnswerImport taken) => new(
            taken.Answers.Kept, taken.Answers.Agreed, taken.Answers.Bounced, taken.File.Silent, taken.Answers.Untold, taken.Answers.Unsure, [.. taken.File.Refused.Select(r => $"{r}")]);
    }
}
