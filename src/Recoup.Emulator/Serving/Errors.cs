namespace Recoup.Emulator;

/// <summary>The error bodies of all the APIs; they have nothing in common.</summary>
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
    public static Refusal Workspace(string code, string title, string detail) => Bare(400, code, title, detail);

    static Refusal Bare(int status, string code, string title, string detail) => new(call =>
    {
        call.Status = status;
        Body(call, status, code, title, detail);
    });

    /// <summary>The gateway's form: the code is a number.</summary>
    static Refusal Proxy(int status, string message) => new(call =>
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

    /// <summary>Confluence has a form of its own, too.</summary>
    public static Refusal Confluence(int status, string message) => new(call =>
    {
        call.Status = status;
        call.Json.WriteStartObject();
        call.Json.WriteNumber("statusCode", status);
        call.Json.WriteString("message", message);
        call.Json.WriteEndObject();
    });

    /// <summary>Claude's form: a type in words, and the id that the header has too.</summary>
    public static Refusal Claude(int status, string message) => new(call =>
    {
        call.Status = status;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", status switch
        {
            400 => "invalid_request_error",
            401 => "authentication_error",
            403 => "permission_error",
            404 => "not_found_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            529 => "overloaded_error",
            _ => "api_error",
        });
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteString("request_id", call.RequestId());
        json.WriteEndObject();
    });

    /// <summary>No key, or a wrong one.</summary>
    public static Refusal Unauthorized(Route? route) => route?.Door switch
    {
        Door.Admin or null => Gateway(route, 401, "ADMIN-401-2", "Unauthorized"),
        Door.Account => Account(401, "unauthorized"),
        Door.Confluence => Confluence(401, "Unauthorized"),
        Door.Claude => Claude(401, "invalid x-api-key"),
        _ => Jira(401, "Client must be authenticated to access this resource."),
    };

    /// <summary>One request too many.</summary>
    public static Refusal TooMany(Route? route) => route?.Door switch
    {
        Door.Account => Account(429, "tooManyRequests"),
        Door.Jira => Jira(429, "Rate limit exceeded."),
        Door.Confluence => Confluence(429, "Rate limit exceeded."),
        Door.Claude => Claude(429, "This request would exceed your organization's rate limit."),
        _ => Gateway(route, 429, "ADMIN-429-1", "Rate limit exceeded"),
    };

    /// <summary>The key lacks a permission. Version 1 has a form for it that is like nothing else.</summary>
    public static Refusal Forbidden(Route? route) => route?.Door switch
    {
        Door.Account => Account(403, "forbidden"),
        Door.Jira => Jira(403, "You do not have permission to do this."),
        Door.Confluence => Confluence(403, "Forbidden"),
        Door.Claude => Claude(403, "Your API key does not have permission to use the specified resource."),
        _ when route?.Family == Workspaces.Family => Bare(403, "ADMIN-403-3", "Forbidden", "Not allowed to manage the organization."),
        _ when route?.Family == "v1" => Spring(),
        _ => Admin(403, "ADMIN-403-3", "Forbidden", "Not allowed to manage the organization."),
    };

    static Refusal Spring() => new(call =>
    {
        call.Status = 403;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("timestamp", call.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture) + "+00:00");
        json.WriteString("path", $"/api{call.Request.Path}");
        json.WriteNumber("status", 403);
        json.WriteString("error", "Forbidden");
        json.WriteString("message", "User has no permission to access resource.");
        json.WriteString("requestId", "b1c2d3e4-000001");
        json.WriteEndObject();
    });

    /// <summary>Something broke at Atlassian's.</summary>
    public static Refusal Broken(Route? route, int status) => route?.Door switch
    {
        Door.Account => Account(status, "internalError"),
        Door.Jira => Jira(status, "Internal server error"),
        Door.Confluence => Confluence(status, "Internal server error"),
        Door.Claude => Claude(status, status == 529 ? "Overloaded" : "Internal server error"),
        _ when route?.Family == Workspaces.Family => Bare(status, "ADMIN-500-1", "Internal error", "An unexpected error occurred."),
        _ => Admin(status, "ADMIN-500-1", "Internal error", "An unexpected error occurred."),
    };

    public static Refusal Org(Route route) => route.Family == Workspaces.Family
        ? Bare(404, "ADMIN-404-2", "Organization not found", "The organization was not found.")
        : Admin(404, "ADMIN-404-2", "Organization not found", "The organization was not found.");

    /// <summary>Version 1 and workspaces answer in the gateway's form, version 2 in its own.</summary>
    static Refusal Gateway(Route? route, int status, string code, string title) =>
        route is { Family: not Workspaces.Family } && route.Template.StartsWith("/admin/v2/", StringComparison.Ordinal) ? Admin(status, code, title, title + ".") : Proxy(status, title);

    /// <summary>The account's state forbids it.</summary>
    public static Refusal Lifecycle(string accountId, string code, string message) => new(call =>
    {
        call.Status = 409;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("key", "conflict.lifecycleErrors");
        json.WriteStartObject("context");
        json.WriteString("accountId", accountId);
        json.WriteString("message", message);
        json.WriteStartArray("errorCodes");
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndArray();
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
