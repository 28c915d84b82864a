using System.Text.Json.Serialization;

namespace Recoup.Core.Directory;

/// <summary>What stands behind an account.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccountKind>))]
public enum AccountKind
{
    /// <summary>Signals conflict, or there is nothing to go on.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
    [JsonStringEnumMemberName("human")] Human,

    /// <summary>Used by software: an integration, a pipeline, a job.</summary>
    [JsonStringEnumMemberName("service")] Service,

    /// <summary>Named as a bot.</summary>
    [JsonStringEnumMemberName("bot")] Bot,

    /// <summary>A mailbox that several people read.</summary>
    [JsonStringEnumMemberName("shared")] Shared,

    /// <summary>Atlassian's own type for Marketplace apps.</summary>
    [JsonStringEnumMemberName("app")] App,

    /// <summary>Atlassian's own type for help-centre customers.</summary>
    [JsonStringEnumMemberName("customer")] Customer,
}

/// <summary>A kind and the signals that decided it, in words.</summary>
public sealed record Kind(AccountKind Value, IReadOnlyList<string> Because)
{
    public static readonly Kind Unjudged = new(AccountKind.Unknown, ["not judged yet"]);

    /// <summary>
    /// Whether the signals suffice by themselves: at least two that do not depend on each other, and none against. What is not
    /// clear is worth a second look. False in a document that was written before this existed.
    /// </summary>
    public bool Clear { get; init; }
}
