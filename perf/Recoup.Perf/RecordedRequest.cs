using Recoup.Engine.Scanning;

namespace Recoup.Perf;

/// <summary>One request of a scan, a line in a file. Never the key: only the scheme that tells which key it was.</summary>
/// <param name="Phase">The part of the scan that asked.</param>
/// <param name="Status">What was answered.</param>
/// <param name="Scheme"><c>Bearer</c> for the organisation's key, <c>Basic</c> for a site's token.</param>
/// <param name="Body">JSON, empty for a GET.</param>
internal sealed record RecordedRequest(ScanPhase Phase, int Status, HttpMethod Method, string Scheme, Uri Target, string Body)
{
    /// <summary>Whether it names a place that only the answer before it could tell.</summary>
    public bool GoesOn =>
        Body.Contains("\"cursor\"", StringComparison.Ordinal) || Body.Contains("\"nextPageToken\"", StringComparison.Ordinal)
        || Target.Query.Contains("cursor=", StringComparison.Ordinal) || StartAt > 0;

    /// <summary>Where a page of a site's list begins; 0 elsewhere.</summary>
    public int StartAt => Target.Query.Split('&')[0] is ['?', 's', 't', 'a', 'r', 't', 'A', 't', '=', .. var at] ? int.Parse(at) : 0;

    public static IEnumerable<RecordedRequest> Read(string file) => File.ReadLines(file).Select(Parse);

    public override string ToString() => string.Join('\t', Phase, Status, Method, Scheme, Target.AbsoluteUri, Body);

    private static RecordedRequest Parse(string line) => line.Split('\t') is [var phase, var status, var method, var scheme, var target, var body]
        ? new(Enum.Parse<ScanPhase>(phase), int.Parse(status), HttpMethod.Parse(method), scheme, new Uri(target), body)
        : throw new FormatException($"Not a recorded request: {line}");
}
