using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Forge.Hosting;

namespace Recoup.Forge.Relay;

/// <summary>Does a part of an errand in this invocation's turn, and hands the rest to the next.</summary>
internal static class InTurn
{
    /// <summary>Works where nobody else does: so an event may come twice, late, or out of order.</summary>
    /// <param name="job">What the turn is for.</param>
    /// <param name="work">Gives after how long it goes on; null where it does not.</param>
    public static async Task GoOnAsync(Installation installation, Errand errand, string job, Func<Turn, Task<TimeSpan?>> work, CancellationToken cancellationToken)
    {
        TimeSpan? again;
        await using (var turn = await installation.TryTakeAsync(OrgId.From(errand.Org), job, cancellationToken))
            again = turn is null ? null : await work(turn);
        // Only now, since who comes while the turn is taken goes away again. Killed in between, it is found at the next look.
        if (again is { } later)
            await installation.Queue.PushAsync(errand, later);
    }
}
