using System.Reflection;
using System.Text.RegularExpressions;

namespace Recoup.Tests.Conventions;

/// <summary>Promises of the privacy policy that this version can keep or break: each has a test that begins with its id.</summary>
public sealed partial class PromiseConventions
{
    private static readonly string[] Promises =
        ["P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P13", "P14", "P15", "P16", "P17", "P18", "P19", "P20", "P21", "P22", "P23", "P24", "P25", "P26", "P27", "P28"];

    private static readonly IReadOnlyList<string> Tests =
        [.. typeof(PromiseConventions).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => m.Name).Distinct()];

    [Fact]
    public void Every_promise_has_a_test_that_begins_with_its_id()
    {
        Promises.ShouldNotBeEmpty();
        Tests.Count.ShouldBeGreaterThan(100);

        Promises.Where(p => !Tests.Any(t => t.StartsWith($"{p}_", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_test_with_the_id_of_a_promise_is_of_one_that_is_listed()
    {
        var named = Tests.Where(t => Id().IsMatch(t)).Select(t => t[..3]).Distinct().ToList();

        named.ShouldNotBeEmpty();
        named.ShouldBeSubsetOf(Promises);
    }

    [GeneratedRegex("^P[0-9]{2}_")]
    private static partial Regex Id();
}
