namespace Recoup.Core.Directory;

/// <summary>A site of the organisation.</summary>
/// <param name="Id">Cloud id.</param>
/// <param name="Name">The first label of its address, such as <c>acme</c>.</param>
/// <param name="Url">Its address; null from a CSV export.</param>
/// <param name="Sandbox">Whether it is a sandbox, whose seats cost no product seat.</param>
/// <param name="Products">What runs on it and has seats.</param>
public sealed record Site(SiteId Id, string Name, Uri? Url, bool Sandbox, IReadOnlyList<Product> Products);

/// <summary>A group, and the paid role it gives its members on one resource.</summary>
/// <param name="Group">The group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Directory">The directory it belongs to.</param>
/// <param name="Writable">Whether an admin may change its members here: false when an identity provider keeps it.</param>
/// <param name="Resource">What it grants.</param>
/// <param name="Role">The billable role it grants.</param>
public sealed record Grant(GroupId Group, string Name, DirectoryId? Directory, bool Writable, Resource Resource, string Role);

/// <summary>A paid role that no group explains: held by the account itself, or inferred from another role.</summary>
public sealed record DirectRole(AccountId Account, Resource Resource, string Role);
