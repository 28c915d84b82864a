using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>R09: pays for an agent's seat, and has no role in any service project: there is nothing an agent's seat would let the person do.</summary>
public sealed class R09AgentWithoutProject : IRule
{
    public string Id => "R09";

    public string Title => "agent without a service project";

    public string ChangesOurMind => "A role in a service project, also one to come.";

    public string? WaitsFor(Circumstances around) => WorkWait.For(around);

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (use.Seat.Product != Product.ServiceManagement || !c.Around.CanReadWork(use.Seat.Site))
                continue;
            var work = c.Account.Probes?.WorkOn(use.Seat.Site);

            // Somebody who works on requests is let in by something that is no role.
            if ((work?.InServiceProject ?? !c.Hopeful) || work?.ServiceIssues > 0)
                continue;
            (verdicts ??= []).Add(RoleVerdict.Of(c, use, new("role in a service project", "in none, neither by itself nor through a group", "project/search, project/{project}/role", c.Account.Probes?.FetchedAt ?? c.Now)));
        }

        return verdicts ?? [];
    }
}
