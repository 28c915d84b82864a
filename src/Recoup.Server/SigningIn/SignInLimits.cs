using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Recoup.Core.Directory;
using Recoup.Server.Serving;

namespace Recoup.Server.SigningIn;

/// <summary>
/// How often passwords and codes may be tried, in this process: 10 times a minute for a name, 100 times in all. Addresses are
/// neither used nor kept; behind a proxy they are all the same.
/// </summary>
internal static class SignInLimits
{
    private const int PerName = 10;
    private const int InAll = 100;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Counts a route's requests as attempts.</summary>
    public static T IsAnAttempt<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new Attempt());

    public static void AddSignInLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(Limiter(_ => "all", InAll), Limiter(NameOf, PerName));
        options.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Minute;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new(Problems.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "too-many", "Too many attempts. Wait a minute."));
        };
    });

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, string> key, int most) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        context.GetEndpoint()?.Metadata.GetMetadata<Attempt>() is null
            // A key of its own: the first request of a key decides how the key is limited.
            ? RateLimitPartition.GetNoLimiter("other")
            : RateLimitPartition.GetFixedWindowLimiter(key(context), _ => new() { PermitLimit = most, Window = Minute, QueueLimit = 0 }));

    /// <summary>Whoever is signed in, else the name in the form.</summary>
    private static string NameOf(HttpContext context) =>
        $"name {Words.Fold(Caller.Of(context)?.Person.Name ?? (context.Request.HasFormContentType ? context.Request.Form["name"].ToString() : ""))}";

    private sealed record Attempt;
}
