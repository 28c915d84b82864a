using Recoup.Core;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Noticing;

/// <summary>Answers to a notice, taken from a file: all of them or none. The host holds the lease on scans by then.</summary>
/// <param name="File">What the file says.</param>
/// <param name="Answers">What comes of it.</param>
public sealed record AnswerImport(AnswerFile File, Answers Answers)
{
    /// <summary>Whether nothing of the file had to be left out.</summary>
    public bool IsWhole => File.Refused.Count + Answers.Untold.Count + Answers.Unsure.Count == 0;

    /// <exception cref="Importing.ImportException">It is no such file.</exception>
    public static async Task<(AnswerImport? Import, Refusal? Refusal)> TakeAsync(Desk desk, TextReader reader, CancellationToken cancellationToken)
    {
        if (await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is not { } scan)
            return (null, Shown.None);
        var read = AnswerFile.Read(reader);
        var answers = await Answers.WeighAsync(read.Rows, desk.Store, scan, desk.Now, cancellationToken);
        if (answers.Kept + answers.Agreed + answers.Bounced > 0)
        {
            // One entry in the log that counts and names nobody.
            var numbers = new Dictionary<string, long> { ["kept"] = answers.Kept, ["agreed"] = answers.Agreed, ["bounced"] = answers.Bounced, ["holds"] = answers.Holds.Count };
            await desk.Store.CommitAsync(
                new Change(desk.Org, desk.Event("notice.import") with { Numbers = numbers })
                {
                    Holds = answers.Holds.ToDictionary(h => h.Account, Core.Directory.Hold? (h) => h),
                    Recommendations = answers.Findings,
                },
                cancellationToken);
        }

        return (new(read, answers), null);
    }
}
