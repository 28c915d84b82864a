using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Recoup.Core.Directory;
using Recoup.Core.Runs;

namespace Recoup.Server.Api;

/// <summary>Types whose JSON is written by hand, as the API's document shows them.</summary>
internal static class ApiSchemas
{
    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(AccountId)] = "An account's id.",
        [typeof(OrgId)] = "An organisation's id.",
        [typeof(SiteId)] = "A site's cloud id.",
        [typeof(ScanId)] = "A scan's id; sorts by time.",
        [typeof(RunId)] = "A run's id; sorts by time.",
        [typeof(DirectoryId)] = "A user directory's id.",
        [typeof(GroupId)] = "A group's id.",
        [typeof(Product)] = "A product, such as jira-software.",
        [typeof(Resource)] = "A product on a site, as Atlassian's resource id.",
        [typeof(Signal)] = "A time; none for read and not there; null for not known.",
    };

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (Texts.TryGetValue(type, out var text))
        {
            schema.Type = JsonSchemaType.String | ((schema.Type ?? 0) & JsonSchemaType.Null);
            schema.Description = text;
        }
        else if (type == typeof(decimal))
        {
            schema.Format = "decimal";
        }
        else if (type == typeof(JsonElement))
        {
            schema.Type = JsonSchemaType.Object;
        }

        // Answers may come to say more; a request that says more than is read is refused all the same.
        schema.AdditionalPropertiesAllowed = true;
        return Task.CompletedTask;
    }
}
