using System.Text.RegularExpressions;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Documents;

/// <summary>Every sum that docs/money.md works out is what the code says.</summary>
public sealed partial class WorkedBillsTests
{
    private const int Bills = 18;

    private static readonly string Document = File.ReadAllText(OurCode.Repository("docs/money.md"));

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, Bills)];

    private static WorkedBill Bill(int number, string document) => WorkedBill.All(document)[number - 1];

    [Fact]
    public void The_bills_are_there_each_under_its_number() =>
        WorkedBill.All(Document).Select(b => b.Title.Split(':')[0]).ShouldBe(Enumerable.Range(1, Bills).Select(n => $"Bill {n}"));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_bill_says_what_the_code_says(int number)
    {
        var bill = Bill(number, Document);

        bill.Tables.Count.ShouldBeGreaterThan(0, bill.Title);
        bill.Tables.ShouldAllBe(t => t.Rows.Count > 0);
        BillSums.Wrong(bill).ShouldBeEmpty();
    }

    /// <summary>So that no number of a result is only decoration: each is changed in turn, and the bill and the row are named.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_changed_in_a_result_is_found(int number)
    {
        var bill = Bill(number, Document);
        var tried = 0;
        foreach (var (at, table) in bill.Tables.Index())
        {
            foreach (var (row, cells) in table.Rows.Index())
            {
                foreach (var cell in Enumerable.Range(Inputs(table.Header), cells.Length - Inputs(table.Header)).Where(c => Digit().IsMatch(cells[c])))
                {
                    string[] changed = [.. cells];
                    changed[cell] = Digit().Replace(cells[cell], d => d.Value == "9" ? "8" : "9", 1);
                    var tables = bill.Tables.ToList();
                    tables[at] = table with { Rows = [.. table.Rows.Select((r, i) => i == row ? changed : r)] };

                    BillSums.Wrong(bill with { Tables = tables }).ShouldHaveSingleItem().ShouldStartWith($"{bill.Title}: row \"{string.Join(" | ", changed.Take(2))}\": ");
                    tried++;
                }
            }
        }

        tried.ShouldBeGreaterThan(1, bill.Title);
    }

    /// <summary>How many of a table's first columns are given, not worked out.</summary>
    private static int Inputs(string header) =>
        header.StartsWith("Today", StringComparison.Ordinal) ? 4 : header.StartsWith("Invoice line | Users | One", StringComparison.Ordinal) ? 2 : header.StartsWith("Taken", StringComparison.Ordinal) ? 2 : 0;

    [GeneratedRegex(@"\d(?!.*\d)")]
    private static partial Regex Digit();
}
