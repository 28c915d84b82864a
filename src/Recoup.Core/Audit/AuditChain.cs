using Recoup.Core.Directory;

namespace Recoup.Core.Audit;

/// <summary>One chain of audit entries: an organisation's, or the installation's own.</summary>
/// <param name="Text">The organisation's id, or <c>installation</c>.</param>
public readonly record struct AuditChain(string Text)
{
    /// <summary>What concerns no single organisation, or one that is gone.</summary>
    public static readonly AuditChain Installation = new("installation");

    public static AuditChain Of(OrgId org) => new(org.Value);

    public override string ToString() => Text;
}
