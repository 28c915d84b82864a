using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Recoup.Server.Output;

namespace Recoup.Server.Serving;

/// <summary>How bodies are read: what is not exactly what a route asks for is refused, and nothing of it is passed over in silence.</summary>
internal static class JsonBodies
{
    /// <summary>No body of ours goes deeper than a few; a deep one only costs.</summary>
    private const int MaxDepth = 16;

    public static void AddJsonBodies(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(json =>
        {
            var options = json.SerializerOptions;
            options.TypeInfoResolverChain.Insert(0, OutputJson.Readable);
            // Names in any script as they are, as the verbs print them.
            options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            options.MaxDepth = MaxDepth;
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.AllowDuplicateProperties = false;
            options.NumberHandling = JsonNumberHandling.Strict;
            options.RespectNullableAnnotations = true;
            options.RespectRequiredConstructorParameters = true;
        });
        // Otherwise the framework answers with a bare status, without the words of Problems.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }
}
