namespace Recoup.Emulator;

/// <param name="Number">Position among the projects of its type on the site.</param>
/// <param name="Lead">Index of the account.</param>
/// <param name="AssignsLead">Whether new issues go to the lead.</param>
internal sealed record Project(Site Site, int Id, int Number, string Key, string Name, ProjectType Type, int Lead, bool AssignsLead)
{
    /// <summary>Indexes of the accounts that are agents here by themselves, beside those of a group.</summary>
    public List<int> Agents { get; } = [];
}
