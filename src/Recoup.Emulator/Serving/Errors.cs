namespace Recoup.Emulator;

/// <summary>The error bodies of the three APIs; they have nothing in common.</summary>
internal static class Errors
{
    /// <summary><c>{"errors":[{…}]}</c>; the status is a string.</summary>
    public static Refusal Admin(int status, string code, string title, string detail) => new(call =>
    {
        call.Status = status;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("errors");
        Body(call, status, code, title, detail);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Workspaces: the same object without the array around it.</summary>
    public static Refusal Workspace(string code, string title, string detail) => new(call =>
    {
        call.Status = 400;
        Body(call, 400, code, title, detail);
    });

    /// <summary>The gateway's form: the code is a number.</summary>
    public static Refusal Proxy(int status, string message) => new(call =>
    {
        call.Status = status;
        call.Json.WriteStartObject();
        call.Json.WriteNumber("code", status);
        call.Json.WriteString("message", message);
        call.Json.WriteEndObject();
    });

    /// <summary>User management: a key and, sometimes, the reason.</summary>
    public static Refusal Account(int status, string key, string? reason = null) => new(call =>
    {
        call.Status = status;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("key", key);
        if (reason is not null)
        {
            json.WriteStartObject("context");
            json.WriteBoolean("allowed", false);
            json.WriteStartObject("reason");
            json.WriteString("key", reason);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    public static Refusal Jira(int status, string message) => new(call =>
    {
        call.Status = status;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("errorMessages");
        json.WriteStringValue(message);
        json.WriteEndArray();
        json.WriteStartObject("errors");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static Refusal Cursor() => Admin(400, "ADMIN-400-1", "Invalid cursor", "The cursor is not valid for this request.");

    public static Refusal Parameter(string detail) => Admin(400, "ADMIN-400-24", "Invalid request", detail);

    public static Refusal Group() => Admin(404, "ADMIN-404-10", "Group not found", "The group was not found.");

    public static Refusal User() => Admin(404, "ADMIN-404-8", "User not found", "The user was not found.");

    static void Body(Call call, int status, string code, string title, string detail)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("id", new Dice(call.Organisation.Seed, status, salt: 40).Uuid());
        json.WriteString("status", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("code", code);
        json.WriteString("title", title);
        json.WriteString("detail", detail);
        json.WriteEndObject();
    }
}
