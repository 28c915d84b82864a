namespace Recoup.Emulator;

/// <summary>What a group gives its members: a role on a product, or on the organisation itself (no resource).</summary>
public readonly record struct Grant(Resource? Resource, Role Role);

/// <param name="Index">Position in <see cref="Organisation.Groups"/>; only the first 64 grant anything.</param>
/// <param name="Id">Bare UUID.</param>
/// <param name="Synced">Whether the identity provider owns the group, so that nobody can change it here.</param>
public sealed record Group(int Index, string Id, string Name, string Description, Directory Directory, bool Synced, IReadOnlyList<Grant> Grants)
{
    public string Ari { get; } = $"ari:cloud:identity::group/{Id}";

    /// <summary>Roles can be taken from a group and given to it.</summary>
    public IReadOnlyList<Grant> Grants { get; internal set; } = Grants;

    /// <summary>The group's bit in an account's set of groups; 0 for those that never granted anything, which are held by number.</summary>
    internal ulong Bit { get; } = Grants.Count == 0 ? 0 : 1UL << Index;

    /// <summary>Whether new people come into it by themselves.</summary>
    internal bool Default => !Synced && Name.StartsWith("jira-users", StringComparison.Ordinal);

    internal bool GrantsAdmin => Grants.Any(grant => grant.Role is Role.Admin or Role.OrgAdmin or Role.SiteAdmin or Role.UserAccessAdmin);
}
