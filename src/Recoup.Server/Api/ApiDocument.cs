using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/openapi.json</c>: what the API takes and answers, for people and for whoever generates a client.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Scheme = "token";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
        options.AddSchemaTransformer((schema, context, _) => ApiSchemas.Describe(schema, context));
    });

    public static void MapApiDocument(this IEndpointRouteBuilder api) => api.MapOpenApi("/openapi.json").LetsAnybodyIn();

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Recoup",
            Version = Name,
            Description = "What the verbs of recoup do, over HTTP, with the shapes that their --json prints. Problems are application/problem+json with a gate, which is stable. Times are UTC. A list says in X-Total-Count how many there are in all.",
        };
        // Wherever it was asked for: the document is the same at every address.
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of your own, which begins with recoup_: it has one of your roles." },
        };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<LetsIn>().FirstOrDefault()?.Role is { } role)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            operation.Description = $"Needs the role {(role == Engine.SignInRole.Viewer ? "viewer, or any other" : role.ToString().ToLowerInvariant())}.";
        }

        var takes = metadata.OfType<MethodInfo>().FirstOrDefault()?.GetParameters().Select(p => p.ParameterType).ToList() ?? [];
        operation.Parameters ??= [];
        foreach (var (name, text) in metadata.OfType<QueryFilters>().SelectMany(f => f.ByName))
            operation.Parameters.Add(Query(name, text, new() { Type = JsonSchemaType.String }));
        if (takes.Contains(typeof(Page)))
        {
            operation.Parameters.Add(Query("skip", "how many to pass over", new() { Type = JsonSchemaType.Integer, Minimum = "0", Default = 0 }));
            operation.Parameters.Add(Query("take", "how many at most", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{Page.Most}", Default = Page.Usual }));
        }

        if (takes.Contains(typeof(Asker)))
            operation.Parameters.Add(Query("org", "the organisation, when there are several", new() { Type = JsonSchemaType.String }));
        if (metadata.OfType<FileType>().FirstOrDefault() is { } file)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Description = "The file, whole, at most 1 MB in UTF-8.", Content = new Dictionary<string, OpenApiMediaType> { [file.MediaType] = new() { Schema = Body(file) } } };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Body(FileType file) => new() { Type = file.MediaType == "application/json" ? JsonSchemaType.Object : JsonSchemaType.String };

    private static OpenApiParameter Query(string name, string text, OpenApiSchema schema) => new() { Name = name, In = ParameterLocation.Query, Description = text, Schema = schema };
}
