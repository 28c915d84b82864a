using Recoup.Core.Files;

namespace Recoup.Server.Output;

/// <summary>What <c>check --json</c> prints of a file, a policy's or a price book's.</summary>
/// <param name="Valid">Whether it can be kept.</param>
/// <param name="Hash">What a plan would name it by; null when it cannot be kept.</param>
/// <param name="Errors">Everything that is wrong, from top to bottom.</param>
/// <param name="Warnings">What is allowed and hardly meant.</param>
public sealed record FileCheckResult(bool Valid, string? Hash, IReadOnlyList<FileProblem> Errors, IReadOnlyList<FileProblem> Warnings);
