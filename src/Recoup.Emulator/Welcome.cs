using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>What is printed once the emulator listens.</summary>
internal static class Welcome
{
    public static string Json(EmulatorServer server)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("api", Plain(server.Api));
            json.WriteString("org", server.Org);
            json.WriteString("key", server.Key);
            json.WriteString("scopedKey", server.ScopedKey);
            json.WriteString("claudeKey", server.ClaudeKey);
            json.WriteStartArray("sites");
            foreach (var site in server.Sites)
            {
                json.WriteStartObject();
                json.WriteString("url", Plain(site.Url));
                json.WriteString("cloudId", site.CloudId);
                json.WriteString("email", site.Email);
                json.WriteString("token", site.Token);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static string Text(EmulatorServer server)
    {
        var site = server.Sites[0];
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"An imitation of Atlassian's APIs and Claude's with {server.Organisation.Accounts.Count:N0} made-up accounts. Nothing here is real.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  API           {Plain(server.Api)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Organisation  {server.Org}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Key           {server.Key}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Scoped key    {server.ScopedKey}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Claude key    {server.ClaudeKey}");
        foreach (var each in server.Sites) text.AppendLine(CultureInfo.InvariantCulture, $"  Site          {Plain(each.Url)}  token {each.Token}");
        text.AppendLine();
        text.AppendLine("These are test keys, made from the seed. Save a key and a token in files, then connect:");
        text.AppendLine(CultureInfo.InvariantCulture, $"  recoup connect --org {server.Org} --key-file KEYFILE --api-url {Plain(server.Api)} --site {Plain(site.Url)} --site-email {site.Email} --site-token-file TOKENFILE");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Claude's Messages API is at the same address ({Plain(server.Api)}/v1/messages), with the Claude key. Its answers follow the schema and mean nothing.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"What was written: {Plain(server.Api)}/_emulator/ledger");
        text.Append("Ctrl+C ends it.");
        return text.ToString();
    }

    static string Plain(Uri url) => url.ToString().TrimEnd('/');
}
