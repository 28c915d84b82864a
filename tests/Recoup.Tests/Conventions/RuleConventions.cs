using System.Text.RegularExpressions;
using Recoup.Core.Rules;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Conventions;

/// <summary>docs/rules.md tells of every rule, in the order of precedence.</summary>
public sealed partial class RuleConventions
{
    [Fact]
    public void The_document_has_every_rule_at_its_place_under_its_title()
    {
        var told = Row().Matches(File.ReadAllText(OurCode.Repository("docs/rules.md"))).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).ToList();

        told.Count.ShouldBeGreaterThan(20);
        told.Select(t => t.Item1).ShouldBe(StandardRules.All.Select(r => r.Id));
        foreach (var (id, what) in told)
            what.ShouldStartWith(Names.OfRule(id).Split(", idle")[0], Shouldly.Case.Insensitive);
    }

    [GeneratedRegex(@"^\| (R\d\d) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
