using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Recoup.Server.Hosting;

/// <summary>
/// Section <c>Recoup</c> of the configuration: environment variables such as <c>Recoup__Keys</c>, else <c>appsettings.json</c> in
/// the data directory, else in the working directory.
/// </summary>
public sealed class RecoupOptions
{
    private const string Section = "Recoup";

    /// <summary>
    /// The directory of the keys that secrets are encrypted with: a full path. By default <c>keys</c> in the data directory,
    /// which is made for its owner alone. With PostgreSQL it has no default: replicas share one.
    /// </summary>
    public string? Keys { get; set; }

    /// <summary>
    /// A certificate with its private RSA key, which encrypts those keys: the full path of a PFX or PEM file. By default none, and
    /// the keys lie in their directory as they are. Needed with PostgreSQL.
    /// </summary>
    public string? KeysCertificate { get; set; }

    /// <summary>The full path of a file whose first line is the password of the certificate's file. By default it has none.</summary>
    public string? KeysCertificatePasswordFile { get; set; }

    /// <summary>
    /// Whether the kept organisation key is used to read only, true or false; by default true. Then every change needs a key that
    /// is given for it (<c>--write-key-file</c>) and kept in memory.
    /// </summary>
    public bool ReadOnly { get; set; } = true;

    /// <summary>
    /// What the server is called from outside: <c>https://</c> and a host name, where a proxy in front of it speaks TLS. By default not
    /// set, and it answers to the names of this machine alone.
    /// </summary>
    public Uri? Url { get; set; }

    /// <summary>The address that the server listens on. By default 127.0.0.1; another one needs <see cref="Url"/> with <c>https</c>.</summary>
    public IPAddress? Listen { get; set; }

    /// <summary>Whether everybody who signs in with a password has to have an authenticator too: <c>optional</c>, by default, or <c>required</c>.</summary>
    public bool IsSecondFactorRequired { get; set; }

    /// <summary>Section <c>OpenId</c>: the operator's provider, by which people may sign in. By default none.</summary>
    public OpenIdOptions? OpenId { get; set; }

    /// <summary>The day from which the operator's privacy policy holds. By default not set, and shown so.</summary>
    public DateOnly? PolicyDate { get; set; }

    /// <summary>Whom to ask about privacy, such as a mail address; one line of up to 200 characters. By default not set, and shown so.</summary>
    public string? PolicyContact { get; set; }

    /// <summary>The postal address of whoever runs Recoup; one line of up to 200 characters. By default not set, and shown so.</summary>
    public string? PolicyAddress { get; set; }

    /// <summary>Reads them and checks all of them.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="postgres">Whether the data is in PostgreSQL, where what replicas share has to be named.</param>
    /// <exception cref="UserException">Something is missing or wrong; one message names all of it.</exception>
    public static RecoupOptions Read(string data, Func<string, string?> environment, bool postgres)
    {
        var section = Files(data).GetSection(Section);
        var options = new RecoupOptions();
        List<string> wrong = [.. section.GetChildren().Where(c => !Names.Contains(c.Key)).Select(c => $"{Section}:{c.Key} is not known. Settings are: {string.Join(", ", Names)}.")];

        options.Keys = Path(nameof(Keys));
        options.KeysCertificate = Path(nameof(KeysCertificate), file: true);
        options.KeysCertificatePasswordFile = Path(nameof(KeysCertificatePasswordFile), file: true);
        options.ReadOnly = Parsed(nameof(ReadOnly), options.ReadOnly, bool.TryParse, "true or false");
        options.Url = Parsed<Uri?>(nameof(Url), null, IsAddress, "https:// and a host name, such as https://recoup.example.com");
        options.Listen = Parsed<IPAddress?>(nameof(Listen), null, IPAddress.TryParse, "an address of this machine such as 127.0.0.1 or 0.0.0.0");
        options.IsSecondFactorRequired = Parsed(SecondFactor, options.IsSecondFactorRequired, IsRequired, "optional or required");
        options.OpenId = ReadOpenId();
        options.PolicyDate = Parsed<DateOnly?>(nameof(PolicyDate), null, IsDay, "a date such as 2027-03-31");
        options.PolicyContact = Line(nameof(PolicyContact));
        options.PolicyAddress = Line(nameof(PolicyAddress));
        if (postgres && options.Keys is null)
            wrong.Add(Missing(nameof(Keys), "a directory for the keys that secrets are encrypted with, the same for every replica and not in the database's backup"));
        if (postgres && options.KeysCertificate is null)
            wrong.Add(Missing(nameof(KeysCertificate), "a PFX or PEM file with a certificate and its RSA key, which encrypts those keys"));
        if (options.KeysCertificatePasswordFile is not null && options.KeysCertificate is null && !postgres)
            wrong.Add($"{Section}:{nameof(KeysCertificatePasswordFile)} is set without {Section}:{nameof(KeysCertificate)}.");
        if (options.Listen is { } listen && !IPAddress.IsLoopback(listen) && options.Url is null)
            wrong.Add(Missing(nameof(Url), "who listens on an address that others reach says what the server is called there, such as https://recoup.example.com"));
        if (options is { Listen: { } reached, Url.Scheme: "http" } && !IPAddress.IsLoopback(reached))
            wrong.Add($"{Section}:{nameof(Url)} takes https:// where {Section}:{nameof(Listen)} is an address that others reach, not {options.Url}: without TLS passwords and people's data are open to the network.");
        return wrong.Count == 0 ? options : throw new UserException(string.Join('\n', ["The configuration is not complete or not right:", .. wrong.Select(w => $"- {w}")]));

        string? Text(string name) => (environment($"{Section}__{name.Replace(":", "__", StringComparison.Ordinal)}") ?? section[name])?.Trim() is { Length: > 0 } text ? text : null;

        T Parsed<T>(string name, T otherwise, Parse<T> parse, string takes)
        {
            if (Text(name) is not { } value)
                return otherwise;
            if (parse(value, out var parsed))
                return parsed;
            wrong.Add($"{Section}:{name} takes {takes}, not {value}.");
            return otherwise;
        }

        OpenIdOptions? ReadOpenId()
        {
            wrong.AddRange(section.GetSection(nameof(OpenId)).GetChildren().Where(c => !OpenIdNames.Contains(c.Key)).Select(c => $"{Section}:{nameof(OpenId)}:{c.Key} is not known. Settings are: {string.Join(", ", OpenIdNames)}."));
            var authority = Parsed<Uri?>(OpenIdName(nameof(OpenIdOptions.Authority)), null, IsAuthority, "the https:// address of an OpenID provider");
            var client = Line(OpenIdName(nameof(OpenIdOptions.ClientId)));
            var secret = Path(OpenIdName(nameof(OpenIdOptions.ClientSecretFile)), file: true);
            var hosts = Parsed<IReadOnlyList<string>>(OpenIdName(nameof(OpenIdOptions.Hosts)), [], AreHosts, "host names with commas between them, without https://");
            if ((authority is null) != (client is null))
                wrong.Add(Missing(OpenIdName(authority is null ? nameof(OpenIdOptions.Authority) : nameof(OpenIdOptions.ClientId)), "a provider is named by its address and by what Recoup is called there"));
            return authority is null || client is null ? null : new(authority, client, secret, hosts);
        }

        string? Line(string name)
        {
            var value = Text(name);
            if (value?.Length > LongestLine || value?.Any(char.IsControl) == true)
                wrong.Add($"{Section}:{name} takes one line of up to {LongestLine} characters.");
            return value;
        }

        string? Path(string name, bool file = false)
        {
            if (Text(name) is not { } value)
                return null;
            if (!System.IO.Path.IsPathFullyQualified(value))
                wrong.Add($"{Section}:{name} takes a full path, not {value}.");
            else if (file && !File.Exists(value))
                wrong.Add($"{Section}:{name}: there is no file {value}.");
            return value;
        }
    }

    private const int LongestLine = 200;

    private const string SecondFactor = "SecondFactor";

    private delegate bool Parse<T>(string text, out T value);

    private static string OpenIdName(string name) => $"{nameof(OpenId)}:{name}";

    private static bool IsAuthority(string text, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url is { UserInfo: "", Query: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address)));

    private static bool AreHosts(string text, out IReadOnlyList<string> hosts)
    {
        hosts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return hosts.All(h => Uri.TryCreate($"{Uri.UriSchemeHttps}://{h}", UriKind.Absolute, out var url) && url is { PathAndQuery: "/", UserInfo: "", Fragment: "" });
    }

    private static bool IsRequired(string text, out bool required)
    {
        required = text == "required";
        return text is "required" or "optional";
    }

    private static bool IsDay(string text, out DateOnly? day)
    {
        var parsed = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = date;
        return parsed;
    }

    private static bool IsAddress(string text, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(Keys), nameof(KeysCertificate), nameof(KeysCertificatePasswordFile), nameof(ReadOnly), nameof(Url), nameof(Listen), SecondFactor, nameof(OpenId), nameof(PolicyDate), nameof(PolicyContact), nameof(PolicyAddress),
    };

    private static readonly HashSet<string> OpenIdNames = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(OpenIdOptions.Authority), nameof(OpenIdOptions.ClientId), nameof(OpenIdOptions.ClientSecretFile), nameof(OpenIdOptions.Hosts),
    };

    private static string Missing(string name, string what) =>
        $"{Section}:{name} is missing: {what}. Set it in appsettings.json or as environment variable {Section}__{name.Replace(":", "__", StringComparison.Ordinal)}.";

    private static IConfigurationRoot Files(string data)
    {
        var builder = new ConfigurationBuilder();
        foreach (var directory in new[] { Directory.GetCurrentDirectory(), data })
        {
            // Read at once, not watched: the settings hold for one run.
            if (System.IO.Path.Combine(directory, "appsettings.json") is var file && File.Exists(file))
                builder.AddConfiguration(FileAt(file));
        }

        return builder.Build();
    }

    private static IConfigurationRoot FileAt(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw new UserException($"{path} cannot be read: {e.Message}");
        }
    }
}
