using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using OtpNet;
using QRCoder;
using Recoup.Server.Hosting;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>Codes of six digits from an app (TOTP, RFC 6238).</summary>
internal sealed class Authenticators(Workplace workplace)
{
    /// <summary>One step of 30 seconds to each side: clocks differ, and people type slowly.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>A secret by chance, in Base32.</summary>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>How a secret is kept. It is bound to its person: in another's place it cannot be read.</summary>
    public string Protect(string name, string secret) => Protector(name).Protect(secret);

    /// <summary>The step of a person's code, where it is right and was not used before.</summary>
    public long? StepOf(Person person, string code) =>
        person.Authenticator is { } kept ? StepOf(Protector(person.Name).Unprotect(kept), code, person.LastStep) : null;

    /// <inheritdoc cref="StepOf(Person, string)"/>
    public long? StepOf(string secret, string code, long after = 0) =>
        new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(workplace.Host.Time.GetUtcNow().UtcDateTime, Digits(code), out var step, Window) && step > after ? step : null;

    /// <summary>A picture that an app reads, as an address in itself: no file and no request.</summary>
    public static string Picture(string name, string secret)
    {
        using var code = QRCodeGenerator.GenerateQrCode(new OtpUri(OtpType.Totp, secret, name, "Recoup").ToString(), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg.GetGraphic(5)))}";
    }

    /// <summary>Apps show codes in two halves.</summary>
    private static string Digits(string code) => code.Replace(" ", "", StringComparison.Ordinal);

    private IDataProtector Protector(string name) => workplace.Keys.Protector.CreateProtector("authenticator", name);
}
