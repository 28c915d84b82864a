using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>R08: pays for an agent's seat in Jira Service Management, looks at it, and did nothing there that takes an agent.</summary>
public sealed class R08IdleAgent : IRule
{
    public string Id => "R08";

    public string Title => "agent who does no agent's work";

    public string ChangesOurMind => "A request worked on, on-call duty, or approvals that only an agent can give.";

    public string? WaitsFor(Circumstances around) => WorkWait.For(around);

    public IReadOnlyList<Verdict> Judge(Case c) => RoleVerdict.WithoutWork(c, Product.ServiceManagement, work => work.ServiceIssues, "requests changed or commented on");
}
