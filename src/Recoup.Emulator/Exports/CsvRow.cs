using System.Buffers;

namespace Recoup.Emulator;

/// <summary>Cells of a row, quoted where they must be. Formulas stay as they are, because Atlassian leaves them so, too.</summary>
internal sealed class CsvRow(TextWriter output)
{
    static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    bool begun;

    public void Add(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            if (begun) output.Write(',');
            begun = true;
            if (cell.AsSpan().ContainsAny(Special)) output.Write($"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            else output.Write(cell);
        }
    }

    public void End()
    {
        output.Write("\r\n");
        begun = false;
    }
}
