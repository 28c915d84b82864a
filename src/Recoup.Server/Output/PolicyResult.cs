using System.Text.Json;
using Recoup.Core.Policies;
using Recoup.Core.Rules;
using Recoup.Engine.Policies;

namespace Recoup.Server.Output;

/// <summary>The policy as <c>recoup policy show --json</c> prints it.</summary>
/// <param name="Hash">What a plan names it by.</param>
/// <param name="Policy">The policy; <c>recoup policy set</c> takes it.</param>
/// <param name="Waiting">Rules that are silent, and what for; null before the first scan.</param>
public sealed record ShownPolicyResult(string Hash, JsonElement Policy, IReadOnlyList<Waiting>? Waiting)
{
    public static ShownPolicyResult Of(PolicyFile policy, IReadOnlyList<Waiting>? waiting) =>
        new(policy.Hash(), JsonSerializer.SerializeToElement(policy, PolicyJson.Default.PolicyFile), waiting);
}

/// <summary>What <c>recoup policy diff --json</c> prints; stable, scripts rely on it.</summary>
/// <param name="Policy">Parts of the policy that differ.</param>
/// <param name="Accounts">How many accounts were judged with both; null before the first scan.</param>
/// <param name="Added">Findings that come.</param>
/// <param name="Removed">Findings that go.</param>
/// <param name="Changed">Findings whose tier becomes another.</param>
/// <param name="NeedScan">How many of those added or changed only the next scan can tell for sure.</param>
/// <param name="UnseenGroups">Groups that the policy names and whose members the last scan did not learn.</param>
public sealed record PolicyDiffResult(
    IReadOnlyList<PolicyChange> Policy, int? Accounts, IReadOnlyList<FindingChange> Added, IReadOnlyList<FindingChange> Removed, IReadOnlyList<FindingChange> Changed, int NeedScan, IReadOnlyList<string> UnseenGroups)
{
    internal static PolicyDiffResult Of(PolicyDiff diff) =>
        new(diff.Policy, diff.Scan?.Accounts, diff.Added.Rows(), diff.Removed.Rows(), diff.Changed.Rows(), diff.NeedScan, diff.UnseenGroups);
}
