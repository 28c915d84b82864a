using System.Globalization;
using System.Security.Cryptography;
using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Server.Hosting;

/// <summary>Turns of this process. One that died on this machine is followed at once.</summary>
internal static class Turns
{
    /// <exception cref="UserException">Another process has it.</exception>
    public static async Task<Turn> TakeAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken)
    {
        var (turn, lease) = await Turn.AskAsync(store, org, job, Taker(), time, cancellationToken);
        return turn ?? throw new UserException(string.Create(
            CultureInfo.InvariantCulture,
            $"A {job} of {org} is already running: {ProcessOwner.TryParse(lease.Owner)?.InWords() ?? lease.Owner}. Wait until it has ended; if it died, its turn ends by itself at {lease.Until.UtcDateTime:HH:mm:ss} UTC."));
    }

    /// <summary>The same, or null when another process has it.</summary>
    public static async Task<Turn?> TryTakeAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken) =>
        (await Turn.AskAsync(store, org, job, Taker(), time, cancellationToken)).Turn;

    /// <summary>Takes the turn away from whoever has it.</summary>
    /// <exception cref="UserException">Another process was quicker.</exception>
    public static async Task<Turn> TakeOverAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken)
    {
        return (await Turn.AskAsync(store, org, job, Taker(), time, cancellationToken, takeOver: true)).Turn
            ?? throw new UserException($"A {job} of {org} was begun just now. Try again.");
    }

    /// <summary>Whether nobody has it.</summary>
    public static async Task<bool> IsFreeAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var turn = await TryTakeAsync(store, org, job, time, cancellationToken);
        return turn is not null;
    }

    private static TurnTaker Taker() =>
        new(ProcessOwner.Own(RandomNumberGenerator.GetHexString(8, lowercase: true)).ToString(), owner => ProcessOwner.TryParse(owner)?.IsGone() == true);
}
