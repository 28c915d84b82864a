namespace Recoup.Server.Output;

/// <summary>How results are written to stdout.</summary>
public enum OutputFormat
{
    Table,
    Json,
    Csv,
}
