using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Importing;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Noticing;

/// <summary>What comes of answers to a notice.</summary>
/// <param name="Holds">Holds of those who want to keep it, new or longer than before.</param>
/// <param name="Findings">Findings that change.</param>
/// <param name="Kept">People who want to keep it.</param>
/// <param name="Agreed">People who agreed to what they were told.</param>
/// <param name="Bounced">People whom the notice did not reach.</param>
/// <param name="Differing">People with different answers, of which the most harmless counts.</param>
/// <param name="Untold">Lines about nobody who was told.</param>
/// <param name="Unsure">Lines that agree, of people of whom another row could not be understood.</param>
public sealed record Answers(
    IReadOnlyList<Hold> Holds, IReadOnlyList<Recommendation> Findings, int Kept, int Agreed, int Bounced, int Differing, IReadOnlyList<int> Untold, IReadOnlyList<int> Unsure)
{
    /// <summary>Who answers for a hold that somebody asked for themselves.</summary>
    public const string Owner = "the person";

    private const int HoldDays = 90;
    private const string WithoutReason = "needs it";

    /// <param name="rows">The file.</param>
    /// <param name="scan">The scan whose findings are shown.</param>
    public static async Task<Answers> WeighAsync(IReadOnlyList<AnswerRow> rows, IStore store, Scan scan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var accounts = await LeaveAccounts.ReadAsync(store, scan, cancellationToken);
        var people = rows.SelectMany(r => accounts.Of(r.Account, r.Email)).ToHashSet();
        var findings = await store.RecommendationsOfAsync(scan.Org, people, cancellationToken);
        return Of(rows, accounts, findings, await store.HoldsAsync(scan.Org, cancellationToken), now);
    }

    /// <param name="rows">The file.</param>
    /// <param name="accounts">Whom the scan saw.</param>
    /// <param name="findings">Everything found about them.</param>
    /// <param name="holds">Holds that are there, live or ended.</param>
    public static Answers Of(IReadOnlyList<AnswerRow> rows, LeaveAccounts accounts, IReadOnlyList<Recommendation> findings, IReadOnlyList<Hold> holds, DateTimeOffset now)
    {
        var about = findings.ToLookup(f => f.AccountId!.Value);
        var untold = new List<int>();
        var byPerson = new Dictionary<AccountId, List<AnswerRow>>();
        foreach (var row in rows)
        {
            var told = accounts.Of(row.Account, row.Email).FindAll(a => about[a].Any(f => IsToldOf(f, row)));
            if (told.Count == 0 && row.Said is not null)
                untold.Add(row.Line);
            foreach (var account in told)
                (byPerson.TryGetValue(account, out var theirs) ? theirs : byPerson[account] = []).Add(row);
        }

        var (changed, leaves, unsure) = (new List<Recommendation>(), new List<Leave>(), new List<int>());
        var (agreed, bounced) = (0, 0);
        foreach (var (account, theirs) in byPerson)
        {
            switch (theirs.Max(r => r.Said))
            {
                case Said.Keep:
                    var reason = theirs.FirstOrDefault(r => r is { Said: Said.Keep, Reason: not null })?.Reason ?? WithoutReason;
                    leaves.Add(new(theirs[0].Line, account, null, null, DateOnly.FromDateTime(now.UtcDateTime).AddDays(HoldDays), reason));
                    changed.AddRange(about[account].Select(Held).OfType<Recommendation>());
                    break;
                case Said.Bounced:
                    bounced++;
                    changed.AddRange(about[account].Where(IsTold).Select(f => f with { Notice = NoticeAnswer.Bounced }));
                    break;
                case Said.Release when theirs.Exists(r => r.Said is null):
                    unsure.AddRange(theirs.Where(r => r.Said is not null).Select(r => r.Line));
                    break;
                case Said.Release:
                    agreed++;
                    changed.AddRange(about[account].Where(f => IsTold(f) && theirs.Exists(r => IsToldOf(f, r))).Select(f => f with { Notice = NoticeAnswer.Agreed }));
                    break;
            }
        }

        return new(
            LeaveHolds.Of(leaves, accounts, holds, Owner, now).Holds,
            changed,
            leaves.Count,
            agreed,
            bounced,
            byPerson.Values.Count(r => r.Select(a => a.Said).OfType<Said>().Distinct().Count() > 1),
            untold,
            unsure);
    }

    private static bool IsTold(Recommendation finding) => finding is { NoticedAt: not null, State: not RecommendationState.Closed };

    private static bool IsToldOf(Recommendation finding, AnswerRow row) => finding.NoticedAt is not null && (row.Finding is null || row.Finding == finding.Id);

    /// <summary>As a hold leaves it; what they said before does not count any more.</summary>
    private static Recommendation? Held(Recommendation finding)
    {
        var held = finding with
        {
            State = finding.State == RecommendationState.Open ? RecommendationState.Held : finding.State,
            Notice = NoticeAnswer.None,
        };
        return held == finding ? null : held;
    }
}
