using System.Text;

namespace Recoup.Emulator;

/// <summary>Something that goes wrong with one request.</summary>
public abstract record Fault
{
    Fault()
    {
    }

    /// <summary>Another answer in place of the real one.</summary>
    public sealed record Answer(int Status, string Body = "", string ContentType = "application/json", IReadOnlyDictionary<string, string>? Headers = null) : Fault
    {
        internal void Write(Call call)
        {
            call.Status = Status;
            call.ContentType = ContentType;
            foreach (var (name, value) in Headers ?? new Dictionary<string, string>()) call.Headers[name] = value;
            Encoding.UTF8.GetBytes(Body, call.Body);
        }
    }

    /// <summary>The connection breaks; no answer comes.</summary>
    public sealed record Drop : Fault;

    /// <summary>The first half of the real answer, as if it were all.</summary>
    public sealed record TruncatedJson : Fault;

    /// <summary>The request is carried out, a write too, and then the connection breaks.</summary>
    public sealed record AnswerLost : Fault;

    /// <summary>The real answer, late. The wait is taken from <see cref="EmulatorOptions.Time"/>.</summary>
    public sealed record Slow(TimeSpan For) : Fault;

    /// <summary>No answer ever comes; it ends when the client goes.</summary>
    public sealed record Hang : Fault;

    /// <summary>A refusal in the words of the API that was asked: 401, 403, 429 with its headers, 500, and of Claude 529. Nothing is carried out.</summary>
    public sealed record Failed(int Status) : Fault
    {
        /// <summary>Whether a 429 tells when to come back.</summary>
        public bool Tells { get; init; } = true;

        internal void Write(Call call, Route? route, RequestLog log)
        {
            if (Status == 429)
            {
                log.Refused();
                if (!Tells) throw Errors.TooMany(route);
                throw RateLimits.Refuse(call, route?.Door ?? Door.Admin, route, call.Time.GetUtcNow() + TimeSpan.FromSeconds(2));
            }

            throw Status switch
            {
                401 => Errors.Unauthorized(route),
                403 => Errors.Forbidden(route),
                _ => Errors.Broken(route, Status),
            };
        }
    }

    /// <summary>The real answer with something wrong in it. Answers that are not of that kind stay as they are.</summary>
    public sealed record Distorted(Distortion How) : Fault;

    /// <summary>The page of a proxy in between: HTML with the status given.</summary>
    public static Fault ProxyPage(int status = 200) => new Answer(status, "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the company proxy</body></html>", "text/html; charset=utf-8");
}
