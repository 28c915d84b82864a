using Recoup.Engine.Diagnosis;

namespace Recoup.Server.Output;

/// <summary>What <c>recoup doctor --json</c> prints.</summary>
/// <param name="Verdict"><c>complete</c>, <c>partial</c> or <c>failed</c>: how a scan would end; <c>imported</c> when there is nothing to scan.</param>
/// <param name="Checks">What was looked at.</param>
/// <param name="Keys">What may be shown of the keys.</param>
/// <param name="Place">Where the data is.</param>
/// <param name="KeyRing">Where the keys are that secrets are encrypted with.</param>
/// <param name="Destinations">Every address that requests may go to.</param>
/// <param name="AuditHead">The newest entry of the audit log, to compare an export with.</param>
public sealed record DoctorResult(
    string Verdict, IReadOnlyList<Check> Checks, IReadOnlyList<KeyResult> Keys, string Place, string KeyRing, IReadOnlyList<Uri> Destinations, string? AuditHead);

/// <summary>A key in use, without the key (P05).</summary>
/// <param name="Name">What it opens.</param>
/// <param name="SetOn">The day it was given.</param>
/// <param name="EndsIn">Its last four characters.</param>
/// <param name="Expires">Its last day, as the user said; null when not said.</param>
/// <param name="ExpiresAtLatest">The last day it can have: a year after it was given.</param>
public sealed record KeyResult(string Name, DateOnly SetOn, string EndsIn, DateOnly? Expires, DateOnly ExpiresAtLatest);
