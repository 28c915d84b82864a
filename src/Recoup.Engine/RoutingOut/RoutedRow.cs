using Recoup.Core.Recommendations;

namespace Recoup.Engine.RoutingOut;

/// <summary>A group that a person has to leave.</summary>
/// <param name="Name">Its name, which is usually its name at the identity provider too.</param>
/// <param name="Synced">Whether the identity provider keeps it; otherwise it is Atlassian's own, and the person comes from the identity provider.</param>
public sealed record RoutedGroup(string Name, bool Synced);

/// <summary>One finding as whoever runs the identity provider needs it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Email">The person's address, by which the identity provider knows them; null where Atlassian hides it.</param>
/// <param name="Groups">The groups through which the seats are held.</param>
public sealed record RoutedRow(Recommendation Finding, string? Email, IReadOnlyList<RoutedGroup> Groups)
{
    /// <summary>Whether the account itself is to go there, not a group: the person has left.</summary>
    public bool Disable => Finding.IsOfLeaver;
}
