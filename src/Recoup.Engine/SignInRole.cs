using System.Text.Json.Serialization;

namespace Recoup.Engine;

/// <summary>What somebody who signed in may do. Each may read; none includes another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SignInRole>))]
public enum SignInRole
{
    /// <summary>Reads.</summary>
    [JsonStringEnumMemberName("viewer")] Viewer,

    /// <summary>Scans, makes plans, holds and dismisses, applies approved plans.</summary>
    [JsonStringEnumMemberName("operator")] Operator,

    /// <summary>Approves plans that others made.</summary>
    [JsonStringEnumMemberName("approver")] Approver,

    /// <summary>Settings, keys, sign-ins, and whatever removes data.</summary>
    [JsonStringEnumMemberName("admin")] Admin,
}
