using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>
/// R10: pays for a creator's seat in Jira Product Discovery, and neither created nor changed an idea. Atlassian counts edits
/// and comments alike, so somebody who only comments stays unnamed: too few are found rather than a wrong one.
/// </summary>
public sealed class R10ContributingCreator : IRule
{
    public string Id => "R10";

    public string Title => "creator who creates nothing";

    public string ChangesOurMind => "An idea created or changed, or a roadmap presented to others.";

    public string? WaitsFor(Circumstances around) => WorkWait.For(around);

    public IReadOnlyList<Verdict> Judge(Case c) => RoleVerdict.WithoutWork(c, Product.Discovery, work => work.Ideas, "ideas created, changed or commented on");
}
