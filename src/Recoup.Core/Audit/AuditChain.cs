using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Audit;

/// <summary>Whose log: an organisation's, or the installation's for what concerns none or all of them.</summary>
/// <param name="Value">The organisation's id, or <c>installation</c>.</param>
[JsonConverter(typeof(TextIdConverter<AuditChain>))]
public readonly record struct AuditChain(string Value) : ITextId<AuditChain>
{
    /// <summary>The chain of the installation itself.</summary>
    public static readonly AuditChain Installation = new("installation");

    /// <summary>The chain of an organisation.</summary>
    /// <exception cref="ArgumentException">The organisation has the name of the installation's chain.</exception>
    public static AuditChain Of(OrgId org) => org.Value != Installation.Value
        ? new(org.Value)
        : throw new ArgumentException($"An organisation cannot have the id \"{org}\": the installation's audit log has that name.", nameof(org));

    public static AuditChain From(string value) => new(value);

    /// <summary>The organisation; null for the installation.</summary>
    public OrgId? Org => this == Installation ? null : new OrgId(Value);

    public override string ToString() => Value;
}
