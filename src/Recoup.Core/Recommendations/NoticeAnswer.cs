using System.Text.Json.Serialization;

namespace Recoup.Core.Recommendations;

/// <summary>What came back when a person was told. Who wants to keep something is held instead.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeAnswer>))]
public enum NoticeAnswer
{
    /// <summary>Nothing yet.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>It may go, without waiting for the rest of the days.</summary>
    [JsonStringEnumMemberName("agreed")] Agreed,

    /// <summary>The notice did not reach anybody, or a machine answered it: a person has to look.</summary>
    [JsonStringEnumMemberName("bounced")] Bounced,
}
