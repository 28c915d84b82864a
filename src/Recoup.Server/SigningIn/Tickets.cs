using System.Globalization;
using System.Security.Cryptography;
using Recoup.Server.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Recoup.Server.SigningIn;

/// <summary>
/// What a form of two steps carries from the first to the second, encrypted: any replica can take it up, and nothing is kept of
/// somebody who does not go on.
/// </summary>
internal sealed class Tickets(Workplace workplace)
{
    /// <summary>How long somebody may take for the second step.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <param name="step">Which form it belongs to.</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="text">What it carries.</param>
    public string Seal(string step, string name, string text) =>
        Protector(step).Protect($"{(workplace.Host.Time.GetUtcNow() + Life).ToUnixTimeMilliseconds()}\n{name}\n{text}");

    /// <summary>What was sealed; null when it is too old or not ours.</summary>
    public (string Name, string Text)? TryOpen(string step, string ticket)
    {
        try
        {
            return Protector(step).Unprotect(ticket).Split('\n', 3) is [var until, var name, var text]
                && long.Parse(until, CultureInfo.InvariantCulture) > workplace.Host.Time.GetUtcNow().ToUnixTimeMilliseconds() ? (name, text) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string step) => workplace.Keys.Protector.CreateProtector("ticket", step);
}
