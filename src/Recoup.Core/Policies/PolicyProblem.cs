namespace Recoup.Core.Policies;

/// <summary>Something about a place of a policy's file.</summary>
/// <param name="Path">The place as a JSON path, such as <c>$.scopes[0].where.group</c>.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Says">What is wrong there and what to do.</param>
public sealed record PolicyProblem(string Path, int Line, string Says)
{
    public override string ToString() => $"line {Line}, {Path}: {Says}";
}

/// <summary>A policy's file as it was read.</summary>
/// <param name="Policy">The policy; null when there are errors.</param>
/// <param name="Errors">Everything that is wrong, from top to bottom.</param>
/// <param name="Warnings">What is allowed and hardly meant.</param>
public sealed record PolicyReading(PolicyFile? Policy, IReadOnlyList<PolicyProblem> Errors, IReadOnlyList<PolicyProblem> Warnings)
{
    private readonly IReadOnlyDictionary<string, int> _lines = new Dictionary<string, int>();

    internal PolicyReading(PolicyFile? policy, IReadOnlyList<PolicyProblem> errors, IReadOnlyList<PolicyProblem> warnings, IReadOnlyDictionary<string, int> lines)
        : this(policy, errors, warnings) => _lines = lines;

    /// <summary>The line of a part; 1 for one that is not there.</summary>
    public int LineOf(string path) => _lines.GetValueOrDefault(path, 1);
}
