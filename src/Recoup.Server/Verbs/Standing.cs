using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Server.Hosting;

namespace Recoup.Server.Verbs;

/// <summary>What stands in the way of removing data.</summary>
internal static class Standing
{
    /// <summary>The turn at runs while something is removed, so that none begins meanwhile.</summary>
    /// <param name="what">What is done, as the message says it.</param>
    /// <exception cref="UserException">A run has not ended: without its rows nobody could say what was done.</exception>
    public static async Task<Turn> NoRunAsync(Workplace workplace, OrgId org, string what, CancellationToken cancellationToken)
    {
        var turn = await Turn.TakeAsync(workplace.Store, org, Jobs.Run, workplace.Host.Time, cancellationToken);
        if ((await workplace.Store.RunsAsync(org, new(LookBack), cancellationToken)).FirstOrDefault(r => !r.HasEnded) is not { } run)
            return turn;
        await turn.DisposeAsync();
        throw new UserException($"Nothing was removed: run {run.Id} has not ended. Go on with it (recoup runs resume {run.Id}) or stop it (recoup runs stop {run.Id}), then {what} again.");
    }

    private const int LookBack = 100;
}
