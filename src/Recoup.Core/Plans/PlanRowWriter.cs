using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Plans;

/// <summary>
/// Writes rows as the JSON that a plan's hash is over, byte for byte what the serializer writes of them: the rows of a large plan are
/// most of the time that it takes, and names and addresses of resources that come again and again are encoded once here.
/// </summary>
internal sealed class PlanRowWriter(Utf8JsonWriter json)
{
    private readonly Dictionary<Resource, JsonEncodedText> _resources = [];
    private readonly Dictionary<string, JsonEncodedText> _words = new(StringComparer.Ordinal);

    public void Write(PlanRow row)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.Id);
        Strings("findings"u8, row.Findings);
        Word("rule"u8, row.Rule);
        Word("tier"u8, row.Tier switch { Tier.Certain => "certain", Tier.Probable => "probable", Tier.Review => "review", _ => "excluded" });
        json.WriteString("accountId"u8, row.AccountId.Value);
        json.WriteString("displayName"u8, row.DisplayName);
        Word("action"u8, row.Action switch
        {
            RecommendedAction.Suspend => "suspend",
            RecommendedAction.RemoveAccess => "remove-access",
            RecommendedAction.ChangeRole => "change-role",
            RecommendedAction.Deactivate => "deactivate",
            RecommendedAction.RouteOut => "route-out",
            _ => "advise",
        });
        json.WriteStartArray("seats"u8);
        for (var at = 0; at < row.Seats.Count; at++)
            Seat(row.Seats[at]);
        json.WriteEndArray();
        json.WriteNumber("idleDays"u8, row.IdleDays);
        json.WriteStartArray("changes"u8);
        for (var at = 0; at < row.Changes.Count; at++)
            Change(row.Changes[at]);
        json.WriteEndArray();
        State("before"u8, row.Before);
        State("after"u8, row.After);
        json.WritePropertyName("saving"u8);
        if (row.Saving is { } saving)
            Saving(saving);
        else
            json.WriteNullValue();
        if (row.OtherSavings is { } others)
        {
            json.WriteStartArray("otherSavings"u8);
            foreach (var other in others)
                Saving(other);
            json.WriteEndArray();
        }

        json.WriteBoolean("isAdmin"u8, row.IsAdmin);
        json.WriteEndObject();
    }

    private void Seat(SeatRef seat)
    {
        json.WriteStartObject();
        Word("product"u8, seat.Product.Value);
        Word("site"u8, seat.Site.Value);
        if (seat.Directory is { } directory)
            Word("directory"u8, directory.Value);
        json.WriteEndObject();
    }

    private void Change(PlannedChange change)
    {
        json.WriteStartObject();
        Word("kind"u8, change.Kind switch
        {
            ChangeKind.Suspend => "suspend",
            ChangeKind.LeaveGroup => "leave-group",
            ChangeKind.RevokeRole => "revoke-role",
            ChangeKind.AssignRole => "assign-role",
            ChangeKind.Deactivate => "deactivate",
            ChangeKind.Restore => "restore",
            ChangeKind.JoinGroup => "join-group",
            _ => "activate",
        });
        if (change.Directory is { } directory)
            Word("directory"u8, directory.Value);
        if (change.Group is { } group)
            Word("group"u8, group.Value);
        if (change.GroupName is { } name)
            Word("groupName"u8, name);
        if (change.Resource is { } resource)
            json.WriteString("resource"u8, Ari(resource));
        if (change.Role is { } role)
            Word("role"u8, role);
        json.WriteEndObject();
    }

    private void State(ReadOnlySpan<byte> property, AccountState state)
    {
        json.WriteStartObject(property);
        Word("status"u8, state.Status);
        if (state.Source is { } source)
            Word("source"u8, source);
        if (state.PlatformRoles is { } roles)
            Strings("platformRoles"u8, roles);
        json.WriteStartArray("seats"u8);
        for (var at = 0; at < state.Seats.Count; at++)
            Seat(state.Seats[at]);
        json.WriteEndArray();
        if (state.Claim is { } claim)
            Word("claim"u8, claim);
        Signal("lastUse"u8, state.LastUse);
        json.WriteEndObject();
    }

    private void Seat(PlannedSeat seat)
    {
        json.WriteStartObject();
        json.WriteString("resource"u8, Ari(seat.Resource));
        Word("role"u8, seat.Role);
        Word("path"u8, seat.Path switch
        {
            SeatPath.Group => nameof(SeatPath.Group),
            SeatPath.Direct => nameof(SeatPath.Direct),
            SeatPath.DirectAndGroup => nameof(SeatPath.DirectAndGroup),
            SeatPath.Inferred => nameof(SeatPath.Inferred),
            _ => nameof(SeatPath.Unknown),
        });
        json.WriteStartArray("groups"u8);
        for (var at = 0; at < seat.Groups.Count; at++)
            json.WriteStringValue(Encoded(seat.Groups[at].Value));
        json.WriteEndArray();
        Signal("lastUse"u8, seat.LastUse);
        json.WriteEndObject();
    }

    private void Signal(ReadOnlySpan<byte> property, Signal signal)
    {
        if (signal.HasValue)
            json.WriteString(property, signal.At);
        else if (signal.IsNone)
            json.WriteString(property, "none"u8);
        else
            json.WriteNull(property);
    }

    private void Saving(Saving saving) => JsonSerializer.Serialize(json, saving, PlanJson.Default.Saving);

    private void Strings(ReadOnlySpan<byte> property, IReadOnlyList<string> values)
    {
        json.WriteStartArray(property);
        for (var at = 0; at < values.Count; at++)
            json.WriteStringValue(values[at]);
        json.WriteEndArray();
    }

    private void Word(ReadOnlySpan<byte> property, string value) => json.WriteString(property, Encoded(value));

    /// <summary>A text of few that come again and again.</summary>
    private JsonEncodedText Encoded(string value) => _words.TryGetValue(value, out var known) ? known : _words[value] = JsonEncodedText.Encode(value);

    private JsonEncodedText Ari(Resource resource) => _resources.TryGetValue(resource, out var known) ? known : _resources[resource] = JsonEncodedText.Encode(resource.Ari);
}
