using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>The organisation and its domains; version 1, so that links are whole URLs.</summary>
internal static class Orgs
{
    const int DomainsPerPage = 50;

    public static void List(Call call)
    {
        if (Question.Query(call.Request, "cursor").One("cursor") is not null) throw Errors.Cursor();
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("data");
        Write(call);
        call.Json.WriteEndArray();
        Link(call, $"{call.Origin}/admin/v1/orgs");
        call.Json.WriteEndObject();
    }

    public static void Show(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WritePropertyName("data");
        Write(call);
        call.Json.WriteEndObject();
    }

    public static void Domains(Call call)
    {
        var organisation = call.Organisation;
        var start = Question.Query(call.Request, "cursor").Start(organisation, "domains");
        var self = $"{Url(call)}/domains";
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("data");
        foreach (var domain in organisation.Domains.Skip(start).Take(DomainsPerPage)) Write(call.Json, domain, self);
        call.Json.WriteEndArray();
        Pages.Urls(call, self, "domains", start, start + DomainsPerPage < organisation.Domains.Count ? start + DomainsPerPage : -1);
        call.Json.WriteEndObject();
    }

    public static void ShowDomain(Call call)
    {
        var domain = call.Organisation.Domains.FirstOrDefault(domain => domain.Id == call.Values[1])
            ?? throw Errors.Admin(404, "ADMIN-404-3", "Domain not found", "The domain was not found.");
        call.Json.WriteStartObject();
        call.Json.WritePropertyName("data");
        Write(call.Json, domain, $"{Url(call)}/domains");
        call.Json.WriteEndObject();
    }

    static void Write(Call call)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("id", call.Organisation.Id);
        json.WriteString("type", "orgs");
        json.WriteStartObject("attributes");
        json.WriteString("name", "Acme");
        json.WriteEndObject();
        json.WriteStartObject("relationships");
        Related(json, "domains", $"{Url(call)}/domains");
        Related(json, "users", $"{Url(call)}/users");
        json.WriteEndObject();
        Link(call, Url(call));
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, Domain domain, string self)
    {
        json.WriteStartObject();
        json.WriteString("id", domain.Id);
        json.WriteString("type", "domains");
        json.WriteStartObject("attributes");
        json.WriteString("name", domain.Name);
        json.WriteStartObject("claim");
        json.WriteString("type", "dns");
        json.WriteString("status", domain.Verified ? "verified" : "unverified");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("links");
        json.WriteString("self", $"{self}/{domain.Id}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Related(Utf8JsonWriter json, string name, string url)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("links");
        json.WriteString("related", url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Link(Call call, string self)
    {
        call.Json.WriteStartObject("links");
        call.Json.WriteString("self", self);
        call.Json.WriteEndObject();
    }

    public static string Url(Call call) => $"{call.Origin}/admin/v1/orgs/{call.Organisation.Id}";
}
