using System.Globalization;
using System.Text;
using Recoup.Core.Files;
using Recoup.Core.Rules;

namespace Recoup.Core.Policies;

/// <summary>A policy as a file that people read and change: JSON with a comment on everything.</summary>
public static class PolicyText
{
    /// <summary>The file, always the same for the same policy. Reading it gives the same policy.</summary>
    public static string Of(PolicyFile policy)
    {
        var text = new StringBuilder();
        Line(0, "{");
        Line(1, "// The form of this file.");
        Line(1, $"\"version\": {policy.Version},");
        Line(0, "");
        Line(1, "// What is left out is as by default. These numbers hold where no scope says otherwise.");
        Line(1, "\"thresholds\": {");
        foreach (var threshold in Threshold.All)
            Line(2, $"\"{threshold.Name}\": {Number(threshold.Get(policy.Into(new())))}, // {threshold.Meaning}; {threshold.Least} to {threshold.Most}, {threshold.Get(new())} by default");
        Line(1, "},");
        Line(0, "");
        Line(1, "// Rules that are off. Every other rule speaks: take the two strokes away to silence one.");
        Line(1, "\"rules\": {");
        foreach (var rule in StandardRules.All.OrderBy(r => r.Id, StringComparer.Ordinal))
            Line(2, $"{(policy.Rules.GetValueOrDefault(rule.Id) == RuleSwitch.Off ? "" : "// ")}\"{rule.Id}\": \"off\", // {rule.Title}");
        Line(1, "},");
        Line(0, "");
        Line(1, "// Numbers of their own for parts of the organisation. All that \"where\" names has to fit; of several scopes that fit, the first counts.");
        Line(1, "// { \"where\": { \"product\": \"confluence\", \"site\": \"acme\", \"group\": \"auditors\", \"domain\": \"acme.com\" }, \"inactiveDays\": 180, \"neverUsedDays\": 60, \"externalDays\": 90 }");
        List("scopes", policy.Scopes.Select(Of), last: false);
        Line(0, "");
        Line(1, "// Parts that are left alone: what is found there is listed as protected. \"until\" is the last day, in UTC; without it, for good.");
        Line(1, "// { \"where\": { \"group\": \"works-council\" }, \"reason\": \"agreed with the works council\", \"until\": \"2027-03-31\" }");
        List("exclusions", policy.Exclusions.Select(Of), last: true);
        Line(0, "}");
        return text.ToString();

        void Line(int depth, string line) => text.Append(' ', line.Length == 0 ? 0 : depth * 2).Append(line).Append('\n');

        void List(string name, IEnumerable<string> items, bool last)
        {
            var all = items.ToList();
            Line(1, $"\"{name}\": [{(all.Count == 0 ? $"]{(last ? "" : ",")}" : "")}");
            for (var i = 0; i < all.Count; i++)
                Line(2, $"{all[i]}{(i < all.Count - 1 ? "," : "")}");
            if (all.Count > 0)
                Line(1, $"]{(last ? "" : ",")}");
        }
    }

    /// <summary>A scope on one line, as JSON.</summary>
    public static string Of(Scope scope) => FileText.Object(
    [
        ("where", Of(scope.Where)),
        (Threshold.InactiveDays.Name, Number(scope.InactiveDays)),
        (Threshold.NeverUsedDays.Name, Number(scope.NeverUsedDays)),
        (Threshold.ExternalDays.Name, Number(scope.ExternalDays)),
    ]);

    /// <summary>An exclusion on one line, as JSON.</summary>
    public static string Of(Exclusion exclusion) => FileText.Object(
    [
        ("where", Of(exclusion.Where)),
        ("reason", FileText.Quoted(exclusion.Reason)),
        ("until", FileText.Quoted(exclusion.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
    ]);

    private static string Of(Selector where) => FileText.Object(
    [
        ("product", FileText.Quoted(where.Product?.Value)),
        ("site", FileText.Quoted(where.Site)),
        ("group", FileText.Quoted(where.Group)),
        ("domain", FileText.Quoted(where.Domain)),
    ]);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
