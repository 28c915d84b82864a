using System.Globalization;
using System.Text.RegularExpressions;

namespace Recoup.Emulator;

/// <summary>The part of JQL that is understood: restrictions on reporter, assignee, created, updated, projectType and whose updates there are, joined with AND, and one ORDER BY. Everything else is refused, so that no question is answered wrongly.</summary>
internal sealed partial class Jql
{
    readonly List<Editor> editors = [];
    HashSet<int>? reporters, assignees;
    HashSet<ProjectType>? types;

    Jql()
    {
    }

    /// <summary>Seconds before the organisation's moment; later is inside.</summary>
    long createdWithin = long.MaxValue, updatedWithin = long.MaxValue;

    public bool ByUpdated { get; private set; }
    public bool Ascending { get; private set; }

    public bool Holds(in Issue issue) =>
        issue.CreatedAgo <= createdWithin && issue.UpdatedAgo <= updatedWithin
        && (reporters is null || reporters.Contains(issue.Reporter)) && (assignees is null || assignees.Contains(issue.Assignee))
        && (types is null || types.Contains(issue.Type)) && Edited(in issue);

    public static Jql Parse(string? text, Call call)
    {
        var jql = new Jql();
        var parts = OrderBy().Split(text?.Trim() ?? "");
        if (parts.Length > 2 || parts.Length == 2 && !jql.Sort(parts[1])) throw Bad($"Error in the JQL Query: cannot order by '{parts[^1].Trim()}'.");
        if (string.IsNullOrWhiteSpace(parts[0])) throw Bad("Unbounded JQL queries are not allowed here. Please add a search restriction to your query.");
        foreach (var clause in And().Split(parts[0]))
            if (!jql.Restrict(clause.Trim(), call)) throw Bad($"Error in the JQL Query: '{clause.Trim()}' is not understood.");
        return jql;
    }

    bool Restrict(string clause, Call call)
    {
        if (People().Match(clause) is { Success: true } people)
        {
            var ids = Quoted().Matches(people.Groups["ids"].Value).Select(id => call.Organisation.Accounts.Find(id.Groups[1].Value)?.Index ?? -2);
            ref var set = ref people.Groups["field"].Value.Equals("reporter", StringComparison.OrdinalIgnoreCase) ? ref reporters : ref assignees;
            set = set is null ? [.. ids] : [.. set.Intersect(ids)];
            return true;
        }

        if (ProjectTypeIs().Match(clause) is { Success: true } project)
        {
            var named = Words().Matches(project.Groups["types"].Value).Select(type => ProjectTypes.Of(type.Value) ?? throw Bad($"The value '{type.Value}' does not exist for the field 'projectType'."));
            types = types is null ? [.. named] : [.. types.Intersect(named)];
            return true;
        }

        if (UpdatedBy().Match(clause) is { Success: true } updated)
        {
            if (Within(updated, call) is not { } span) return false;
            var account = call.Organisation.Accounts.Find(updated.Groups["id"].Value)?.Index ?? -2;
            editors.Add(new(account, span, account < 0 ? [] : call.Organisation.Issues.EditedBy(call.Site(), account, span)));
            return true;
        }

        if (Since().Match(clause) is not { Success: true } since || Within(since, call) is not { } seconds) return false;
        ref var within = ref since.Groups["field"].Value.Equals("created", StringComparison.OrdinalIgnoreCase) ? ref createdWithin : ref updatedWithin;
        within = Math.Min(within, seconds);
        return true;
    }

    /// <summary>Seconds before the organisation's moment, without end when the clause has no time; null for a number that makes no sense.</summary>
    static long? Within(Match clause, Call call)
    {
        if (!clause.Groups["n"].Success) return long.MaxValue;
        if (!long.TryParse(clause.Groups["n"].Value, CultureInfo.InvariantCulture, out var n) || n > 100_000_000) return null;
        return n * clause.Groups["unit"].Value switch { "d" => 86_400, "h" => 3_600, "w" => 604_800, _ => 60 } - (long)(call.Time.GetUtcNow() - call.Organisation.Now).TotalSeconds;
    }

    /// <summary>Jira counts reporting an issue as an update of it.</summary>
    bool Edited(in Issue issue)
    {
        foreach (var editor in editors)
            if (!(editor.Account == issue.Reporter && issue.CreatedAgo <= editor.Within) && !editor.Numbers.Contains(issue.Number)) return false;
        return true;
    }

    bool Sort(string text)
    {
        if (SortBy().Match(text) is not { Success: true } sort) return false;
        ByUpdated = sort.Groups["field"].Value.Equals("updated", StringComparison.OrdinalIgnoreCase);
        Ascending = !sort.Groups["direction"].Value.Equals("desc", StringComparison.OrdinalIgnoreCase);
        return true;
    }

    static Refusal Bad(string message) => Errors.Jira(400, message);

    [GeneratedRegex(@"\border\s+by\b", RegexOptions.IgnoreCase)]
    private static partial Regex OrderBy();

    [GeneratedRegex(@"\s+and\s+(?=(?:[^""]*""[^""]*"")*[^""]*$)", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"^(?<field>reporter|assignee)\s*(?:=\s*(?<ids>""[^""]+"")|\s+in\s*\(\s*(?<ids>""[^""]+""(?:\s*,\s*""[^""]+"")*)\s*\))$", RegexOptions.IgnoreCase)]
    private static partial Regex People();

    [GeneratedRegex(@"^projectType\s*(?:=\s*(?<types>""[^""]+""|\w+)|\s+in\s*\(\s*(?<types>(?:""[^""]+""|\w+)(?:\s*,\s*(?:""[^""]+""|\w+))*)\s*\))$", RegexOptions.IgnoreCase)]
    private static partial Regex ProjectTypeIs();

    [GeneratedRegex(@"[^\s,""]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^(?:issuekey|issue|key|id)\s+in\s+updatedBy\s*\(\s*""(?<id>[^""]+)""\s*(?:,\s*""-(?<n>\d+)(?<unit>[wdhm])""\s*)?\)$", RegexOptions.IgnoreCase)]
    private static partial Regex UpdatedBy();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?<field>created|updated)\s*>=\s*""?-(?<n>\d+)(?<unit>[wdhm])""?$", RegexOptions.IgnoreCase)]
    private static partial Regex Since();

    [GeneratedRegex(@"^\s*(?<field>created|updated)(?:\s+(?<direction>asc|desc))?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex SortBy();

    /// <param name="Numbers">Of the issues that the account edited within that time.</param>
    sealed record Editor(int Account, long Within, HashSet<int> Numbers);
}
