using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Connecting;

/// <summary>A key that is given to write with is tried before anything begins.</summary>
public static class WriteKeyProof
{
    /// <summary>Why a key is no good; null for one that sees the organisation.</summary>
    /// <param name="access">The APIs, with that key.</param>
    public static async Task<Refusal?> RefuseAsync(AtlassianAccess access, OrgId org, CancellationToken cancellationToken)
    {
        try
        {
            return await access.Organizations.TryGetOrganizationAsync(cancellationToken) is null
                ? new("key-refused", $"The key that was given to write with does not see the organisation {org}. Nothing was begun")
                : null;
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Unauthorized or AtlassianFailure.Forbidden)
        {
            return new("key-refused", $"Atlassian does not accept the key that was given to write with ({e.Message}). It is wrong, expired or revoked. Nothing was begun");
        }
    }
}
