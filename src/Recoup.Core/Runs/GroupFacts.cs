using Recoup.Core.Directory;

namespace Recoup.Core.Runs;

/// <summary>A group as Atlassian shows it now.</summary>
/// <param name="Id">The group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Writable">Whether Recoup may change who is in it: no identity provider keeps it.</param>
/// <param name="Gives">Everything that it gives: the ARI, also of something that has no seats, and the role.</param>
public sealed record GroupFacts(GroupId Id, string Name, bool Writable, IReadOnlyList<(string Resource, string Role)> Gives)
{
    /// <summary>Whether one of the roles that it gives is an admin's.</summary>
    public bool GivesAdmin => Gives.Any(g => g.Role is Role.Admin or Role.OrgAdmin or Role.SiteAdmin or Role.UserAccessAdmin);
}
