namespace Recoup.Emulator;

internal enum Door { Admin, Account, Jira, Confluence, Claude, Open }

/// <summary>One endpoint.</summary>
/// <param name="Family">Endpoints of one family share a rate limit.</param>
internal sealed record Route(string Method, string Template, Door Door, string Family, Action<Call> Answer)
{
    readonly string[] parts = Template.Split('/');

    /// <summary>Whether it is a write: one at a time, and each goes into the ledger.</summary>
    public bool Writes { get; init; }

    /// <summary>The status of a write that says nothing more.</summary>
    public int Success { get; init; } = 204;

    /// <summary>Whether its answers are kept and served again until something changes.</summary>
    public bool Kept { get; init; }

    public string Name { get; } = $"{Method} {Template}";

    /// <summary>The values of the braces; null when the path is another one.</summary>
    public List<string>? Match(string method, ReadOnlySpan<string> path)
    {
        if (path.Length != parts.Length || method != Method) return null;
        List<string>? values = null;
        for (var i = 0; i < parts.Length; i++)
            if (parts[i].StartsWith('{')) (values ??= []).Add(Uri.UnescapeDataString(path[i]));
            else if (!string.Equals(parts[i], path[i], StringComparison.Ordinal)) return null;
        return values ?? [];
    }

    /// <summary>The names in the braces with the values of a path.</summary>
    public Dictionary<string, string> Named(IReadOnlyList<string> values) =>
        parts.Where(part => part.StartsWith('{')).Select((part, i) => (Name: part[1..^1], Value: values[i])).ToDictionary(pair => pair.Name, pair => pair.Value);
}
