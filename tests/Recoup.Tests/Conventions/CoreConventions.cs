using System.Reflection;
using System.Runtime.CompilerServices;
using Recoup.Core.Rules;

namespace Recoup.Tests.Conventions;

/// <summary>What holds for the whole core.</summary>
public sealed class CoreConventions
{
    private static readonly Assembly Core = typeof(IRule).Assembly;

    [Fact]
    public void Every_rule_is_in_the_catalogue_once_under_the_id_of_its_class()
    {
        var rules = Core.GetTypes().Where(t => typeof(IRule).IsAssignableFrom(t) && t is { IsAbstract: false, IsInterface: false }).ToList();

        rules.ShouldNotBeEmpty();
        StandardRules.All.Select(r => r.GetType()).ShouldBe(rules, ignoreOrder: true);
        StandardRules.All.Select(r => r.Id).ShouldBeUnique();
        foreach (var rule in StandardRules.All)
        {
            rule.Id.ShouldMatch("^R[0-9]{2}$");
            rule.GetType().Name.StartsWith(rule.Id, StringComparison.Ordinal).ShouldBeTrue(rule.Id);
        }
    }

    [Fact]
    public void Every_rule_has_a_title_and_says_what_would_change_our_mind()
    {
        StandardRules.All.ShouldNotBeEmpty();
        StandardRules.All.ShouldAllBe(r => r.Title.Length > 0 && r.ChangesOurMind.EndsWith('.'));
        StandardRules.All.Select(r => r.Title).ShouldBeUnique();
        StandardRules.All.ShouldAllBe(r => Names.OfRule(r.Id) == r.Title);
        Names.OfRule("R99").ShouldBe("R99");
    }

    [Fact]
    public void Every_guard_has_a_name()
    {
        string[] guards = ["G1", "G2", "G3", "G4", "G5", "G6", "G7"];

        guards.ShouldAllBe(g => Names.OfGuard(g) != g);
        Names.OfGuard("G99").ShouldBe("G99");
    }

    [Fact]
    public void Needs_nothing_but_the_runtime_and_none_of_its_outside()
    {
        var references = Core.GetReferencedAssemblies().Select(r => r.Name!).ToList();

        references.ShouldNotBeEmpty();
        references.ShouldAllBe(r => r.StartsWith("System.", StringComparison.Ordinal));
        string[] outside = ["System.Net", "System.IO.", "System.Data", "System.Diagnostics.Process", "System.Threading", "System.Console", "System.Xml"];
        references.ShouldNotContain(r => outside.Any(o => r.StartsWith(o, StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_is_async()
    {
        var methods = Core.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .ToList();

        methods.ShouldNotBeEmpty();
        methods.ShouldNotContain(m => m.GetCustomAttribute<AsyncStateMachineAttribute>() != null || typeof(Task).IsAssignableFrom(m.ReturnType) || m.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal));
    }
}
