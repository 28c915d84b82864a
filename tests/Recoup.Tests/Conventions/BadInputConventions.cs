using System.Reflection;
using System.Text.RegularExpressions;

namespace Recoup.Tests.Conventions;

/// <summary>docs/bad-input.md names a test for every case.</summary>
public sealed partial class BadInputConventions
{
    [Fact]
    public void Every_test_that_the_list_of_bad_input_names_is_there()
    {
        var root = Root();
        var named = NamedTest().Matches(File.ReadAllText(Path.Combine(root, "docs", "bad-input.md"))).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).ToList();

        named.Count.ShouldBeGreaterThan(30);
        named.Where(n => !IsHere(n.Class, n.Method) && !IsEndToEnd(root, n.Class, n.Method)).ShouldBeEmpty();
    }

    private static bool IsHere(string type, string method) =>
        typeof(BadInputConventions).Assembly.GetTypes().Any(t => t.Name == type && t.GetMethod(method)?.GetCustomAttributes().Any(a => a is FactAttribute) == true);

    private static bool IsEndToEnd(string root, string type, string method) =>
        Path.Combine(root, "tests", "Recoup.EndToEnd", $"{type}.cs") is var file && File.Exists(file) && File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"`(\w+)\.(\w+)`")]
    private static partial Regex NamedTest();
}
