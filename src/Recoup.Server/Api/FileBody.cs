using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Recoup.Server.Api;

/// <summary>A file that is the body of a request, such as a policy: text in UTF-8, as somebody would keep it, comments too.</summary>
/// <param name="Text">The file, whole.</param>
internal sealed record FileBody(string Text)
{
    private const int MostBytes = 1_000_000;

    /// <exception cref="UserException">It is too large, or no text.</exception>
    /// <exception cref="BadHttpRequestException">It is not of the kind that the route takes.</exception>
    public static async ValueTask<FileBody?> BindAsync(HttpContext context)
    {
        var kind = context.GetEndpoint()!.Metadata.GetRequiredMetadata<FileType>().MediaType;
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var sent) || sent.MediaType != kind)
            throw new BadHttpRequestException($"not {kind}", StatusCodes.Status415UnsupportedMediaType);
        var bytes = new MemoryStream();
        var buffer = new byte[16_384];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            if (bytes.Length + read > MostBytes)
                throw new UserException($"The file is larger than {MostBytes / 1_000_000} MB.", ExitCode.Usage);
            bytes.Write(buffer, 0, read);
        }

        try
        {
            var from = bytes.GetBuffer().AsSpan(0, (int)bytes.Length).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return new(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer().AsSpan(from, (int)bytes.Length - from)));
        }
        catch (DecoderFallbackException)
        {
            throw new UserException("The file is no text in UTF-8: save it with that encoding.", ExitCode.Usage);
        }
    }
}
