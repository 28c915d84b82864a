using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Recoup.Engine.Importing;

/// <summary>A CSV file read row by row: comma or semicolon, columns in any order, with or without a byte-order mark.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly CsvReader _csv;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="file">Its text.</param>
    /// <param name="again">What to do about an empty one.</param>
    /// <exception cref="ImportException">The file is empty.</exception>
    public CsvTable(TextReader file, string again = "Export the users again from admin.atlassian.com and import that file.")
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            BadDataFound = null,
            MissingFieldFound = null,
            TrimOptions = TrimOptions.Trim,
        };
        _csv = new CsvReader(file, configuration);
        if (!_csv.Read() || !_csv.ReadHeader() || _csv.HeaderRecord is not { } header)
            throw new ImportException($"The file is empty. {again}");
        Header = [.. header.Select(h => h.Trim().TrimStart('\uFEFF'))];
        for (var i = 0; i < Header.Count; i++)
            _columns.TryAdd(Header[i], i);
    }

    /// <summary>The column names, in the file's order.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The line of the current row in the file, from 1.</summary>
    public int Line => _csv.Parser.RawRow;

    /// <summary>Whether the current row has fewer cells than the header: the file was cut, or a quote is missing.</summary>
    public bool IsShort => _csv.Parser.Count < Header.Count;

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>The place of the first of some names that the file has; -1 when it has none.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_columns.TryGetValue(name, out var at))
                return at;
        }

        return -1;
    }

    public bool Read()
    {
        try
        {
            return _csv.Read();
        }
        catch (CsvHelperException e)
        {
            throw new ImportException($"The file cannot be read as CSV at line {Line}. Export it again, and do not save it from a spreadsheet in between.", e);
        }
    }

    /// <summary>A cell of the current row; empty when the row is too short or the column is not there.</summary>
    public string this[int column] => column < 0 || column >= _csv.Parser.Count ? "" : _csv.Parser[column];

    public void Dispose() => _csv.Dispose();
}
