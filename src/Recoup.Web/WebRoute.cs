using Recoup.Engine;

namespace Recoup.Web;

/// <summary>One page, or one thing that a form does.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Pattern">A path whose parts in braces are values, such as <c>/users/{account}</c>.</param>
/// <param name="Role">The role that it needs; both hosts hold to it. <see cref="SignInRole.Viewer"/> is everybody who is signed in.</param>
/// <param name="Answer">What is done.</param>
public sealed record WebRoute(string Method, string Pattern, SignInRole Role, Func<Visit, CancellationToken, Task<WebResponse>> Answer)
{
    /// <summary>Whether the role is not enough: only who is an organisation admin at Atlassian may.</summary>
    public bool ForOrgAdmins { get; init; }

    /// <summary>The most bytes that may be sent to it.</summary>
    public int MostBytes { get; init; } = 4 << 20;
}
