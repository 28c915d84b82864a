namespace Recoup.Core.Files;

/// <summary>Something about a place of a file.</summary>
/// <param name="Path">The place as a JSON path, such as <c>$.scopes[0].where.group</c>.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Says">What is wrong there and what to do.</param>
public sealed record FileProblem(string Path, int Line, string Says)
{
    public override string ToString() => $"line {Line}, {Path}: {Says}";
}
