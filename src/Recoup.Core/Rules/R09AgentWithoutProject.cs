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
            if (use.Seat.Product == Product.ServiceManagement && c.Around.CanReadWork(use.Seat.Site) && c.Account.Probes?.WorkOn(use.Seat.Site)?.InServiceProject == false)
                (verdicts ??= []).Add(RoleVerdict.Of(c, use, new("role in a service project", "in none, neither by itself nor through a group", "project/search, project/{project}/role", c.Account.Probes.FetchedAt)));
            else if (c.Hopeful && use.Seat.Product == Product.ServiceManagement && c.Around.CanReadWork(use.Seat.Site) && c.Account.Probes is null)
                (verdicts ??= []).Add(RoleVerdict.Of(c, use, new("role in a service project", "not asked yet", "", c.Now)));
        }

        return verdicts ?? [];
    }
}
