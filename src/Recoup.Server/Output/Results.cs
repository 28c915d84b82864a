using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;
using Recoup.Engine.Reporting;
using Spectre.Console;

namespace Recoup.Server.Output;

/// <summary>A column of a table or CSV file.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Cell">Its text for one row.</param>
/// <param name="Right">Whether it is aligned right, as numbers are.</param>
/// <param name="Wide">The most characters a table shows.</param>
/// <param name="Whole">Whether it is never broken over lines: ids, which people copy.</param>
public sealed record Column<T>(string Title, Func<T, string> Cell, bool Right = false, int Wide = 44, bool Whole = false);

/// <summary>Writes results to stdout in the format asked for.</summary>
public static class Results
{
    public static async Task WriteListAsync<T>(CommandHost host, OutputFormat format, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns, JsonTypeInfo<IReadOnlyList<T>> json, string none)
    {
        switch (format)
        {
            case OutputFormat.Json:
                await WriteJsonAsync(host, rows, json);
                break;
            case OutputFormat.Csv:
                await WriteCsvAsync(host, rows, columns);
                break;
            default:
                if (rows.Count == 0)
                    await host.Out.WriteLineAsync(none);
                else
                    WriteTable(host, rows, columns);
                break;
        }
    }

    public static Task WriteJsonAsync<T>(CommandHost host, T value, JsonTypeInfo<T> json) =>
        host.Out.WriteLineAsync(JsonSerializer.Serialize(value, json));

    public static void WriteTable<T>(CommandHost host, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column.Title)) { Alignment = column.Right ? Justify.Right : Justify.Left, NoWrap = column.Right || column.Whole });
        foreach (var row in rows)
            table.AddRow([.. columns.Select(c => Markup.Escape(PlainText.Short(c.Cell(row), c.Wide)))]);
        Console(host).Write(table);
    }

    /// <summary>Spectre on the host's writer: no colours, no cursor movements, a fixed width.</summary>
    private static IAnsiConsole Console(CommandHost host)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(host.Out),
        });
        console.Profile.Width = host.Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private static async Task WriteCsvAsync<T>(CommandHost host, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        await using var csv = new CsvWriter(host.Out, SafeCsv.Configuration, leaveOpen: true);
        foreach (var column in columns)
            csv.WriteField(column.Title);
        await csv.NextRecordAsync();
        foreach (var row in rows)
        {
            foreach (var column in columns)
                csv.WriteField(column.Cell(row));
            await csv.NextRecordAsync();
        }
    }
}
