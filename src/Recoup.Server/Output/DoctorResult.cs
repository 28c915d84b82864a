using Recoup.Core.Directory;
using Recoup.Server.Hosting;
using Recoup.Engine.Diagnosis;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>What <c>recoup doctor --json</c> prints.</summary>
/// <param name="Verdict"><c>complete</c>, <c>partial</c> or <c>failed</c>: how a scan would end; <c>imported</c> or <c>empty</c> when there is nothing to scan.</param>
/// <param name="Checks">What was looked at.</param>
/// <param name="Keys">What may be shown of the keys.</param>
/// <param name="Place">Where the data is.</param>
/// <param name="KeyRing">Where the keys are that secrets are encrypted with.</param>
/// <param name="HasPlainKeys">Whether one of those keys lies there as it is: whoever can read the folder can use it.</param>
/// <param name="Destinations">Every address that requests may go to.</param>
/// <param name="OperatorDestinations">Every address of the operator's own that is asked: those of the OpenID provider, none by default.</param>
/// <param name="AuditHead">The newest entry of the audit log, to compare an export with.</param>
/// <param name="Policy">What the operator says about privacy.</param>
/// <param name="HoldsEnding">Holds that end soon; null for none.</param>
public sealed record DoctorResult(
    string Verdict, IReadOnlyList<Check> Checks, IReadOnlyList<KeyResult> Keys, string Place, string KeyRing, bool HasPlainKeys, IReadOnlyList<Uri> Destinations, IReadOnlyList<Uri> OperatorDestinations, string? AuditHead, PolicyResult Policy, EndingHolds? HoldsEnding)
{
    /// <summary>Tries what each key may do; changes nothing.</summary>
    internal static async Task<DoctorResult> OfAsync(Workplace workplace, OrgId org, CancellationToken cancellationToken)
    {
        var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken);
        IReadOnlyList<Check> checks = connection is null
            ? []
            : await new Doctor(await workplace.AccessAsync(connection, cancellationToken), connection, await workplace.Store.SettingsAsync(org, cancellationToken)).ExamineAsync(cancellationToken);
        var options = workplace.Options;
        return new(
            connection is null ? await Shown.TryGetAsync(workplace.Store, org, cancellationToken) is null ? "empty" : "imported"
                : Outlook.Of(checks),
            checks,
            KeyResult.Of(connection),
            workplace.Store.Place,
            workplace.KeyFolder,
            workplace.HasPlainKeys,
            [.. connection?.Destinations() ?? [], .. await workplace.TryAssistAsync(org, cancellationToken) is null ? Array.Empty<Uri>() : [ClaudeAddress.Of(workplace.Host)]],
            options.OpenId?.Destinations ?? [],
            (await workplace.HeadAsync(org, cancellationToken))?.ToString(),
            new(options.PolicyDate, options.PolicyContact, options.PolicyAddress),
            EndingHolds.Of(await workplace.Store.HoldsAsync(org, cancellationToken), workplace.Host.Time.GetUtcNow()));
    }
}

/// <summary>The blanks of the privacy policy, as the operator filled them in; null where nobody did, and never made up (P28).</summary>
/// <param name="Date">From when it holds.</param>
/// <param name="Contact">Whom to ask.</param>
/// <param name="Address">The postal address of whoever runs Recoup.</param>
public sealed record PolicyResult(DateOnly? Date, string? Contact, string? Address);
