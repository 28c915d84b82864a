namespace Recoup.Core.Files;

/// <summary>A file as it was read: what it says is worth something only without errors.</summary>
public abstract record FileReading
{
    private readonly IReadOnlyDictionary<string, int> _lines;

    private protected FileReading(FileFindings found)
    {
        Errors = found.Errors;
        Warnings = Errors.Count == 0 ? found.Warnings : [];
        _lines = found.Lines;
    }

    /// <summary>Everything that is wrong, from top to bottom.</summary>
    public IReadOnlyList<FileProblem> Errors { get; }

    /// <summary>What is allowed and hardly meant; not told while something is wrong.</summary>
    public IReadOnlyList<FileProblem> Warnings { get; }

    /// <summary>The line of a part; 1 for one that is not there.</summary>
    public int LineOf(string path) => _lines.GetValueOrDefault(path, 1);
}
