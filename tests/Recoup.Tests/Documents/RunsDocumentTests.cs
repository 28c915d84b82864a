using System.Text.RegularExpressions;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Documents;

/// <summary>docs/runs.md tells of every gate of a run that the code knows, and of no other.</summary>
public sealed partial class RunsDocumentTests
{
    /// <summary>Gates of an approval, an undo and of going on, which have no table of their own.</summary>
    private static readonly string[] Elsewhere = ["approved-already", "own-plan", "count-differs", "no-run", "is-undo", "nothing", "no-answer", "not-told", "too-old", "ended", "not-due", "read-only"];

    [Fact]
    public void The_document_has_every_gate()
    {
        var told = Row().Matches(File.ReadAllText(OurCode.Repository("docs/runs.md"))).SelectMany(m => Word().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value).ToList();
        string[] folders = ["src/Recoup.Core/Runs", "src/Recoup.Engine/Acting"];
        var files = folders.SelectMany(f => Directory.GetFiles(OurCode.Repository(f), "*.cs")).Select(File.ReadAllText).ToList();
        var known = files.SelectMany(text => Gate().Matches(text)).Select(m => m.Groups[1].Value).Concat(["roles-unknown", "gone", "group-protected"]).ToHashSet();

        known.Count.ShouldBeGreaterThan(30);
        told.ShouldBeUnique();
        told.ShouldBe(known.Except(Elsewhere), ignoreOrder: true);
    }

    [GeneratedRegex(@"^\| ((?:`[a-z-]+`(?:, )?)+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Word();

    [GeneratedRegex(@"new\(""([a-z]+(?:-[a-z]+)*)"", ")]
    private static partial Regex Gate();
}
