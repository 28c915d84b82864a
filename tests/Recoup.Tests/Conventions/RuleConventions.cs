using System.Text.RegularExpressions;
using Recoup.Core.Rules;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Conventions;

/// <summary>docs/rules.md tells of every rule, in the order of precedence, and every rule has its tests.</summary>
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

    [Fact]
    public void Every_rule_has_a_class_of_tests_that_names_it()
    {
        var folder = OurCode.Repository("tests/Recoup.Tests/Rules");
        var told = Directory.GetFiles(folder, "*Tests.cs").SelectMany(file => TestsOf().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value).ToList();

        StandardRules.All.ShouldNotBeEmpty();
        told.ShouldBe(StandardRules.All.Select(r => r.Id), ignoreOrder: true);
    }

    /// <summary>A summary that begins with the rule's id, straight before the class.</summary>
    [GeneratedRegex(@"^/// <summary>(R\d\d): .*</summary>\r?\npublic sealed class \w+Tests\b", RegexOptions.Multiline)]
    private static partial Regex TestsOf();

    [GeneratedRegex(@"^\| (R\d\d) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
