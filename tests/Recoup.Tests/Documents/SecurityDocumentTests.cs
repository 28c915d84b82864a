using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Documents;

/// <summary>docs/security.md answers every requirement of the standard, and what it rests on is there.</summary>
public sealed partial class SecurityDocumentTests
{
    /// <summary>The numbers of OWASP ASVS 5.0.0, levels 1 and 2: by section, those that are missing belong to level 3.</summary>
    private static readonly string[] Standard =
    [
        "1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2",
        "2.1:1-3 2.2:1-3 2.3:1-4 2.4:1",
        "3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2",
        "4.1:1-3 4.2:1 4.3:1-2 4.4:1-4",
        "5.1:1 5.2:1-3 5.3:1-2 5.4:1-3",
        "6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4",
        "7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2",
        "8.1:1-2 8.2:1-3 8.3:1 8.4:1",
        "9.1:1-3 9.2:1-4",
        "10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3",
        "11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1",
        "12.1:1-3 12.2:1-2 12.3:1-4",
        "13.1:1 13.2:1-5 13.3:1-2 13.4:1-5",
        "14.1:1-2 14.2:1-4 14.3:1-3",
        "15.1:1-3 15.2:1-3 15.3:1-7",
        "16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3",
        "17.1:1 17.2:1-4 17.3:1-2",
    ];

    private static readonly string[] Statuses = ["met", "not applicable", "open"];

    /// <summary>What a document can name: a file that is kept in the repository.</summary>
    private static readonly IReadOnlyList<string> Files =
        [.. Directory.GetFiles(OurCode.Repository("."), "*", SearchOption.TopDirectoryOnly).Concat(new[] { "src", "tests", "docs", "deploy" }.SelectMany(f => Directory.GetFiles(OurCode.Repository(f), "*", SearchOption.AllDirectories)).Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal)))
            .Select(f => "/" + Path.GetRelativePath(OurCode.Repository("."), f).Replace('\\', '/'))];

    private static readonly string Text = File.ReadAllText(OurCode.Repository("docs/security.md"));

    private static readonly IReadOnlyList<(string Id, string Status, string How)> Rows =
        [.. Row().Matches(Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value.Trim(), m.Groups[3].Value.Trim()))];

    [Fact]
    public void Every_requirement_is_answered_once_in_its_order()
    {
        var all = Standard.SelectMany(line => line.Split(' ')).SelectMany(Numbers).ToList();

        all.Count.ShouldBe(253);
        Rows.Select(r => r.Id).ShouldBe(all);
    }

    [Fact]
    public void Every_answer_is_one_of_three_with_its_reason_and_the_sums_are_right()
    {
        Rows.ShouldAllBe(r => Statuses.Contains(r.Status));
        Rows.Where(r => r.How.Length == 0).ShouldBeEmpty();
        Text.ShouldContain($"{Rows.Count} requirements, each by its number. {Of("met")} are met, {Of("not applicable")} do not apply, {Of("open")} are open");

        int Of(string status) => Rows.Count(r => r.Status == status);
    }

    [Fact]
    public void What_is_met_names_files_and_tests_and_each_is_there()
    {
        Rows.Where(r => r.Status == "met" && !Named(r.How).Any()).ShouldBeEmpty();
        // Also where something is open or does not apply: a name that leads nowhere says nothing.
        Rows.SelectMany(r => Named(r.How).Where(name => !IsThere(name)).Select(name => $"{r.Id}: {name}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NoSuchTests", false)]
    [InlineData("SecurityDocumentTests.No_such_method", false)]
    [InlineData("SecurityDocumentTests.What_leads_nowhere_is_found", true)]
    [InlineData("NoSuchFile.cs", false)]
    [InlineData("Problem.cs", false)]
    [InlineData("Problems.cs", true)]
    public void What_leads_nowhere_is_found(string name, bool isThere) => IsThere(name).ShouldBe(isThere);

    private static IEnumerable<string> Numbers(string section)
    {
        var (name, parts) = (section.Split(':')[0], section.Split(':')[1].Split(','));
        foreach (var part in parts)
        {
            var ends = part.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
            for (var i = ends[0]; i <= ends[^1]; i++)
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}.{i}");
        }
    }

    private static IEnumerable<string> Named(string how) => Quoted().Matches(how).Select(m => m.Groups[1].Value).Where(name => IsFile(name) || TestName().IsMatch(name));

    private static bool IsFile(string name) => FileName().IsMatch(name);

    /// <summary>Of a file there is exactly one: a name that several have leads nowhere either.</summary>
    private static bool IsThere(string name) => IsFile(name) ? Files.Count(f => f.EndsWith($"/{name}", StringComparison.Ordinal)) == 1 : IsTest(name);

    private static bool IsTest(string name)
    {
        var (type, method) = name.Split('.') is [var one, var two] ? (one, two) : (name, null);
        return typeof(SecurityDocumentTests).Assembly.GetTypes().Any(t => t.Name == type && (method is null || t.GetMethod(method)?.GetCustomAttributes().Any(a => a is FactAttribute) == true))
            || (Files.FirstOrDefault(f => f.EndsWith($"/Recoup.EndToEnd/{type}.cs", StringComparison.Ordinal)) is { } file && (method is null || File.ReadAllText(OurCode.Repository(file[1..])).Contains($" {method}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^\| ([0-9]+\.[0-9]+\.[0-9]+) \| [^|]+ \| ([^|]*) \| ([^|]*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^([\w./-]+\.(cs|razor|md|json|props|csproj|service)|deploy/\w+)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[A-Z]\w+(Tests|Facts|Stories|Properties|Conventions)(\.\w+)?$")]
    private static partial Regex TestName();
}
