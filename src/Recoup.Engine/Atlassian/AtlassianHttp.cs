using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Recoup.Engine.Atlassian;

/// <summary>
/// One host, one key: sends, counts, learns the limits, and turns every way to fail into an <see cref="AtlassianException"/>.
/// The key goes into the header of requests below <paramref name="place"/> and nowhere else.
/// </summary>
/// <param name="client">The host's guarded client.</param>
/// <param name="place">The base address, ending in a slash.</param>
/// <param name="authorization">The key.</param>
/// <param name="time">The clock.</param>
/// <param name="allowance">What whatever we run on lets out; null for no limit.</param>
public sealed class AtlassianHttp(HttpClient client, Uri place, AuthenticationHeaderValue authorization, TimeProvider time, Allowance? allowance = null)
{
    /// <summary>How often an operation is asked again after the wait it was told, before it counts as not to be had.</summary>
    private const int MostWaits = 10;

    private readonly RateLimiter _limiter = new(time);
    private readonly KeyEcho _echo = new(authorization);

    private int _sent;

    /// <summary>Requests sent so far, whatever came of them.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>How many requests the last answer said are still let through; null where it did not say.</summary>
    public int? Left => _limiter.Left;

    /// <summary>The base address.</summary>
    public Uri Place => place;

    /// <summary>Gets or throws.</summary>
    /// <param name="operation">Method and path template: the name in errors, and what limits are kept for.</param>
    /// <param name="path">Relative to the base, with query.</param>
    /// <param name="type">The answer's shape.</param>
    public Task<T> GetAsync<T>(string operation, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => SendAsync(operation, HttpMethod.Get, path, null, type, cancellationToken);

    /// <summary>Gets, or null on 404 and nothing else.</summary>
    public async Task<T?> TryGetAsync<T>(string operation, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync(operation, path, type, cancellationToken);
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.NotFound)
        {
            return null;
        }
    }

    /// <summary>Posts a query that only reads; throws like <see cref="GetAsync{T}"/>.</summary>
    public Task<T> PostAsync<TBody, T>(string operation, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => SendAsync(operation, HttpMethod.Post, path, Json(body, bodyType), type, cancellationToken);

    /// <summary>Sends a change once, without a body.</summary>
    /// <exception cref="AtlassianException">It was surely not carried out, and no other would be now: 401, or a limit is used up.</exception>
    public Task<WriteAnswer> WriteAsync(string operation, HttpMethod method, string path, CancellationToken cancellationToken) => WriteAsync(operation, method, path, null, cancellationToken);

    /// <summary>Sends a change once.</summary>
    /// <exception cref="AtlassianException">It was surely not carried out, and no other would be now: 401, or a limit is used up.</exception>
    public Task<WriteAnswer> WriteAsync<TBody>(string operation, HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken) =>
        WriteAsync(operation, method, path, Json(body, bodyType), cancellationToken);

    private async Task<WriteAnswer> WriteAsync(string operation, HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = await AdmittedAsync(operation, method, path, content, cancellationToken);
        var answered = false;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            answered = true;
            _limiter.Learn(operation, response.StatusCode, response.Headers);
            if (response.IsSuccessStatusCode)
            {
                return response.Content.Headers.ContentType?.MediaType is null or "application/json"
                    ? new(WriteResult.Done, null, (int)response.StatusCode)
                    : new(WriteResult.Lost, $"the answer is {response.Content.Headers.ContentType.MediaType}: a proxy or a sign-in page stands in between", (int)response.StatusCode);
            }

            var body = ErrorBody.Read(await response.Content.ReadAsStringAsync(cancellationToken));
            var failure = Failed(operation, response.StatusCode, body);
            return failure.Failure switch
            {
                AtlassianFailure.Limited or AtlassianFailure.Unauthorized => throw failure,
                AtlassianFailure.Transient => new(WriteResult.Lost, failure.Message, (int)response.StatusCode),
                _ => new(WriteResult.Refused, failure.Message, (int)response.StatusCode) { Code = body.Code },
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(WriteResult.Lost, $"no answer from {place.Host}: {e.Message}");
        }
        finally
        {
            if (!answered)
                _limiter.Lost(operation);
        }
    }

    private static ByteArrayContent Json<TBody>(TBody body, JsonTypeInfo<TBody> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>A request that the limiter lets out, counted as sent.</summary>
    private async Task<HttpRequestMessage> AdmittedAsync(string operation, HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, new Uri(place, path)) { Content = content };
        if (!EgressGuard.IsBelow(place, request.RequestUri!))
            throw new EgressRefusedException("a key goes to its own host only", request.RequestUri!.GetLeftPart(UriPartial.Authority));
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd("application/json");
        if (allowance?.Take() is { } later)
            throw new AtlassianException(operation, AtlassianFailure.Limited, "as many requests were sent as the platform lets out at a time") { Until = later };
        if (await _limiter.EnterAsync(operation, cancellationToken) is { } until)
            throw Limited(operation, until);
        Interlocked.Increment(ref _sent);
        return request;
    }

    private async Task<T> SendAsync<T>(string operation, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var request = await AdmittedAsync(operation, method, path, content, cancellationToken);
        var answered = false;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            answered = true;
            _limiter.Learn(operation, response.StatusCode, response.Headers);
            if (!response.IsSuccessStatusCode)
                throw Failed(operation, response.StatusCode, ErrorBody.Read(await response.Content.ReadAsStringAsync(cancellationToken)));
            if (response.Content.Headers.ContentType?.MediaType is not (null or "application/json"))
                throw Broken(operation, $"the answer is {response.Content.Headers.ContentType.MediaType}, not JSON: a proxy or a sign-in page stands in between");
            // Whole before it is read: reading a stream in pieces begins again with each piece of a long list.
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var answer = JsonSerializer.Deserialize(body, type) ?? throw Broken(operation, "the answer is empty");
            return Listed(answer)?.Contains(null) == true ? throw Broken(operation, "the answer is not of the documented shape: something in its list is null") : answer;
        }
        catch (JsonException e)
        {
            throw Broken(operation, "the answer is broken off or not of the documented shape", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Broken(operation, $"no answer from {place.Host}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken(operation, $"no answer from {place.Host} in time", e);
        }
        finally
        {
            if (!answered)
                _limiter.Lost(operation);
        }
    }

    private AtlassianException Failed(string operation, HttpStatusCode status, ErrorBody body)
    {
        if (status == HttpStatusCode.TooManyRequests && _limiter.Refusals(operation) > MostWaits)
            return new(operation, AtlassianFailure.Limited, $"429, {MostWaits} times in a row and each time after the wait that was told") { Status = 429 };
        if (status == HttpStatusCode.TooManyRequests)
            return Limited(operation, _limiter.ClosedUntil(operation) ?? time.GetUtcNow());
        var failure = status switch
        {
            // The gateway says 401 to a good key whose scopes do not cover the endpoint.
            HttpStatusCode.Unauthorized when body.Message?.Contains("scope", StringComparison.OrdinalIgnoreCase) == true => AtlassianFailure.Forbidden,
            HttpStatusCode.Unauthorized => AtlassianFailure.Unauthorized,
            HttpStatusCode.Forbidden => AtlassianFailure.Forbidden,
            HttpStatusCode.NotFound => AtlassianFailure.NotFound,
            HttpStatusCode.RequestTimeout => AtlassianFailure.Transient,
            >= HttpStatusCode.InternalServerError => AtlassianFailure.Transient,
            _ => AtlassianFailure.Rejected,
        };
        return new(operation, failure, $"{(int)status} {_echo.Without(body.Message ?? body.Code ?? status.ToString())}") { Status = (int)status, Code = body.Code };
    }

    /// <summary>What an answer lists. The reader holds to the annotations, but not for the elements of lists.</summary>
    private static IEnumerable<object?>? Listed(object answer) => answer is IPage page ? page.Elements : answer as IEnumerable<object?>;

    private static AtlassianException Limited(string operation, DateTimeOffset until) =>
        new(operation, AtlassianFailure.Limited, "the limit of requests is used up") { Until = until, Status = 429 };

    private static AtlassianException Broken(string operation, string message, Exception? inner = null) =>
        new(operation, AtlassianFailure.Transient, message, inner);
}
