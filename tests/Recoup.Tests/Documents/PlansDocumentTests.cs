using System.Text.RegularExpressions;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Documents;

/// <summary>docs/plans.md tells of every gate that the code knows, and of no other.</summary>
public sealed partial class PlansDocumentTests
{
    [Fact]
    public void The_document_has_every_gate()
    {
        var text = File.ReadAllText(OurCode.Repository("docs/plans.md"));
        var told = Row().Matches(text).Select(m => m.Groups[1].Value).Concat(Refusal().Matches(text).Select(m => m.Groups[1].Value)).ToList();
        string[] folders = ["src/Recoup.Core/Plans", "src/Recoup.Engine/Planning"];
        var known = folders.SelectMany(f => Directory.GetFiles(OurCode.Repository(f), "*.cs")).SelectMany(f => Gate().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).ToHashSet();

        known.Count.ShouldBeGreaterThan(15);
        told.ShouldBeUnique();
        told.ShouldBe(known, ignoreOrder: true);
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\(`([a-z-]+)`\)")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"new\(""([a-z]+(?:-[a-z]+)*)"", ")]
    private static partial Regex Gate();
}
