namespace Recoup.Emulator;

internal enum Door { Admin, Account, Jira, Open }

/// <summary>One endpoint.</summary>
/// <param name="Family">Endpoints of one family share a rate limit.</param>
internal sealed record Route(string Method, string Template, Door Door, string Family, Func<Call, Task> Answer)
{
    readonly string[] parts = Template.Split('/');

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
}
