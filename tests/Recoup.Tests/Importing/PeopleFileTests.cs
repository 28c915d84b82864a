using Recoup.Core.People;
using Recoup.Engine.Importing;

namespace Recoup.Tests.Importing;

/// <summary>Lists of people as HR systems and identity providers write them, good and bad.</summary>
public sealed class PeopleFileTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void Reads_everything_that_a_list_can_say()
    {
        var person = Read("Account ID,Email,Person ID,Status,Left on,Contract ends,Sponsor\n712020:0f,Ana@Acme.Test,0042,left,2026-10-31,2027-01-31,\"Ruiz, Max\"").List.Rows.ShouldHaveSingleItem();

        person.ShouldBe(new ListedPerson
        {
            Account = new("712020:0f"), Email = "ana@acme.test", PersonId = "0042", Gone = true, LeftOn = new(2026, 10, 31), ContractEnds = new(2027, 1, 31), Sponsor = "Ruiz, Max",
        });
    }

    public static TheoryData<string, string> Shapes => new()
    {
        { "a byte-order mark", "\uFEFFEmail,Status,Left on\na@x.test,left,2026-10-31\n" },
        { "semicolons", "Email;Status;Left on\na@x.test;left;31.10.2026\n" },
        { "tabs", "Email\tStatus\tLeft on\na@x.test\tleft\t31 Oct 2026\n" },
        { "another order and more columns", "Cost centre,Left on,Status,Email\n4711,2026-10-31,left,a@x.test\n" },
        { "Windows lines and blank ones", "Email,Status,Left on\r\n\r\na@x.test,left,2026-10-31\r\n\r\n" },
        { "Entra", "displayName,userPrincipalName,accountEnabled,Last day\nAna,a@x.test,False,2026-10-31\n" },
        { "Okta", "login,status,TERMINATION_DATE\na@x.test,DEPROVISIONED,2026-10-31T00:00:00.000Z\n" },
        { "an HR system", "E-mail,Employment status,Leaving date\na@x.test,Terminated,31.10.2026\n" },
        { "another spelling", "mail,User status,End date\na@x.test,inactive,\"Oct 31, 2026\"\n" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Takes_the_list_in_every_shape(string shape, string text) =>
        Read(text).List.Rows.ShouldHaveSingleItem(shape).ShouldBe(new ListedPerson { Email = "a@x.test", Gone = true, LeftOn = new(2026, 10, 31) });

    [Theory]
    [InlineData("Account ID")]
    [InlineData("Atlassian ID")]
    [InlineData("User id")]
    public void An_account_id_has_several_names(string column) =>
        Read($"{column},Status\n712020:a|b,active").List.Rows.Single().Account.ShouldBe(new("712020:a|b"));

    [Theory]
    [InlineData("Person ID")]
    [InlineData("employee_id")]
    [InlineData("HR ID")]
    [InlineData("externalId")]
    [InlineData("employeeNumber")]
    public void A_persons_number_has_several_names_and_keeps_its_zeros(string column) =>
        Read($"Email,{column}\na@x.test,007").List.Rows.Single().PersonId.ShouldBe("007");

    [Theory]
    [InlineData("left", true)]
    [InlineData("Leaver", true)]
    [InlineData("TERMINATED", true)]
    [InlineData("inactive", true)]
    [InlineData("disabled", true)]
    [InlineData("deprovisioned", true)]
    [InlineData("suspended", true)]
    [InlineData("FALSE", true)]
    [InlineData("active", false)]
    [InlineData("Employed", false)]
    [InlineData("enabled", false)]
    [InlineData("STAGED", false)]
    [InlineData("provisioned", false)]
    [InlineData("true", false)]
    [InlineData("", false)]
    public void A_status_says_gone_or_there(string status, bool gone) =>
        Read($"Email,Status\na@x.test,{status}").List.Rows.Single().Gone.ShouldBe(gone);

    [Theory]
    [InlineData("on leave")]
    [InlineData("LOCKED_OUT")]
    [InlineData("ausgetreten")]
    [InlineData("0")]
    [InlineData("no")]
    public void Any_other_status_leaves_the_row_out_and_names_its_line(string status)
    {
        var read = Read($"Email,Status\na@x.test,active\nb@x.test,{status}\nc@x.test,{status}");

        read.List.Rows.Select(p => p.Email).ShouldBe(["a@x.test"]);
        read.Refused.ShouldHaveSingleItem().ShouldBe($"2 rows with the status \"{status}\", which tells neither that somebody left nor that somebody is there (line 3, 4)");
    }

    [Fact]
    public void A_column_that_holds_no_status_at_all_is_not_read_out_word_by_word()
    {
        var read = Read("Email,Status\nz@x.test,active\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"p{i}@x.test,word {i}\n")));

        read.Refused.Count.ShouldBe(6);
        read.Refused[^1].ShouldStartWith("45 rows with another status that tells neither");
    }

    [Theory]
    [InlineData("2026-10-31")]
    [InlineData("31.10.2026")]
    [InlineData("31.10.2026 00:00:00")]
    [InlineData("31 Oct 2026")]
    [InlineData("31 October 2026")]
    [InlineData("Oct 31, 2026")]
    [InlineData("2026-10-31 17:00")]
    [InlineData("2026-10-31T00:00:00+02:00")]
    [InlineData("2026-10-31T23:30:00-08:00")]
    public void A_day_is_the_day_as_it_is_written(string cell) =>
        Read($"Email,Left on\na@x.test,\"{cell}\"").List.Rows.Single().LeftOn.ShouldBe(new DateOnly(2026, 10, 31));

    [Theory]
    [InlineData("03/04/2026")]
    [InlineData("3/4/26")]
    [InlineData("13/04/2026")]
    [InlineData("4/3/2026 12:00:00 AM")]
    [InlineData("03-04-2026")]
    [InlineData("03-04-2026 00:00:00")]
    public void A_date_that_can_be_read_in_two_ways_is_refused_with_the_file_and_says_what_to_do(string cell)
    {
        var message = Refused($"Email,Left on\na@x.test,2026-10-31\nb@x.test,{cell}");

        message.ShouldContain($"Line 3: \"{cell}\" is a date that can be read with the day or with the month first");
        message.ShouldContain("2026-04-03");
    }

    [Theory]
    [InlineData("Left on", "soon")]
    [InlineData("Left on", "31.02.2026")]
    [InlineData("Left on", "46326")]
    [InlineData("Contract ends", "03.04.26")]
    [InlineData("Contract ends", "n/a")]
    public void A_cell_that_is_no_date_leaves_the_row_out(string column, string cell)
    {
        var read = Read($"Email,{column}\na@x.test,2026-10-31\nb@x.test,{cell}");

        read.List.Rows.Select(p => p.Email).ShouldBe(["a@x.test"]);
        read.Refused.ShouldBe(["1 row with a date that is none (line 3)"]);
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("31.12.9999")]
    public void The_end_of_the_calendar_stands_for_no_end(string cell)
    {
        var read = Read($"Email,Left on,Contract ends\na@x.test,{cell},{cell}");

        (read.List.Rows.Single().LeftOn, read.List.Rows.Single().ContractEnds).ShouldBe((null, null));
        read.Implausible.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Left on", "1990-01-01", 0)]
    [InlineData("Left on", "1989-12-31", 1)]
    [InlineData("Left on", "2028-11-23", 0)]
    [InlineData("Left on", "2028-11-24", 1)]
    [InlineData("Contract ends", "1900-01-01", 1)]
    [InlineData("Contract ends", "2040-01-01", 0)]
    public void A_day_that_cannot_be_meant_is_told(string column, string cell, int implausible) =>
        Read($"Email,{column}\na@x.test,{cell}").Implausible.Count.ShouldBe(implausible);

    [Fact]
    public void Rows_that_name_nobody_are_counted_and_are_nothing_to_be_refused()
    {
        var read = Read("Email,Status\na@x.test,active\n,left\nnone,left\n  ,left");

        read.List.Rows.Count.ShouldBe(1);
        read.Refused.ShouldBeEmpty();
        read.LeftOut.ShouldBe(["3 rows with neither an account id nor an address (line 3, 4, 5)"]);
        read.Rows.ShouldBe(4);
    }

    [Theory]
    [InlineData("a,active\nb b,left", "1 row with an account id that Atlassian does not hand out (line 3)")]
    [InlineData("a,active\nb@x.test,left", "1 row with an account id that Atlassian does not hand out (line 3)")]
    [InlineData("a,active\nb", "1 row shorter than the header (line 3)")]
    public void A_row_that_cannot_be_whole_is_left_out(string rows, string told)
    {
        var read = Read($"Account ID,Status\n{rows}");

        read.List.Rows.Select(p => p.Account!.Value.Value).ShouldBe(["a"]);
        read.Refused.ShouldBe([told]);
    }

    [Fact]
    public void A_cell_of_any_length_in_a_column_that_is_kept_leaves_the_row_out_and_elsewhere_does_not_matter()
    {
        var read = Read($"Email,Status,Sponsor,Notes\na@x.test,active,Max,{new string('x', 5_000)}\nb@x.test,left,{new string('x', 1_001)},\nc@x.test,left,{new string('x', 1_000)},");

        read.List.Rows.Select(p => p.Email).ShouldBe(["a@x.test", "c@x.test"]);
        read.Refused.ShouldBe(["1 row with a cell of more than 1,000 characters (line 3)"]);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("Name,Status\nAna,left", "it has neither a column \"Account ID\" nor \"Email\". It has the columns: \"Name\", \"Status\".")]
    [InlineData("Email,Name\na@x.test,Ana", "it has none of the columns \"Status\", \"Left on\", \"Contract ends\", \"Person ID\"")]
    [InlineData("<!DOCTYPE html><html></html>", "This list names nobody")]
    [InlineData("Email,Status\n", "holds nobody who could be taken")]
    [InlineData("Email,Status\na@x.test,weg\nb@x.test,da", "- 1 row with the status \"weg\"")]
    public void Says_what_is_wrong_with_another_file(string text, string part) => Refused(text).ShouldContain(part);

    [Fact]
    public void Which_column_was_taken_for_what_is_told() =>
        Read("mail,Email,accountEnabled\nx@x.test,a@x.test,true").Columns.ShouldBe(["address from \"Email\"", "status from \"accountEnabled\""]);

    [Fact]
    public void Rows_alike_are_one_and_nothing_to_speak_of()
    {
        var read = Read("Account ID,Email,Status\na,a@x.test,left\na,A@x.test,left\n,a@x.test,left");

        read.List.Rows.ShouldHaveSingleItem().ShouldBe(new ListedPerson { Account = new("a"), Email = "a@x.test", Gone = true });
        read.Merged.ShouldBe(2);
        read.Told.ShouldBeEmpty();
    }

    public static TheoryData<string, string, string, ListedPerson> Contradictions => new()
    {
        { "gone or not", "left,,", "active,,", new() },
        { "a day or none, and there", "left,2026-10-01,", "active,,", new() },
        { "two last days", "left,2026-10-01,", "left,2026-12-31,", new() { Gone = true, LeftOn = new(2026, 12, 31) } },
        { "two ends of a contract", "active,,2026-10-01", "active,,2027-10-01", new() { ContractEnds = new(2027, 10, 1) } },
        { "an end of a contract or none", "active,,2026-10-01", "active,,", new() },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Of_rows_that_contradict_each_other_the_harmless_reading_counts_in_either_order(string what, string one, string two, ListedPerson expected)
    {
        foreach (var rows in new[] { $"a@x.test,{one}\na@x.test,{two}", $"a@x.test,{two}\na@x.test,{one}" })
        {
            var read = Read($"Email,Status,Left on,Contract ends\n{rows}");

            read.List.Rows.ShouldHaveSingleItem(what).ShouldBe(expected with { Email = "a@x.test" });
            read.Told.ShouldHaveSingleItem(what).ShouldStartWith("1 row in contradiction to another row about the same person");
        }
    }

    [Fact]
    public void Somebody_gone_left_on_the_day_that_another_row_knows()
    {
        var read = Read("Email,Status,Left on\na@x.test,left,\na@x.test,left,2026-10-01");

        read.List.Rows.Single().LeftOn.ShouldBe(new DateOnly(2026, 10, 1));
        read.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Two_numbers_of_one_person_are_none()
    {
        var read = Read("Email,Person ID\na@x.test,1\na@x.test,2\nb@x.test,3\nb@x.test,");

        read.List.Rows.Select(p => p.PersonId).ShouldBe([null, "3"]);
    }

    [Fact]
    public void A_row_by_account_and_one_by_address_that_a_third_puts_together_are_one_person()
    {
        var read = Read("Account ID,Email,Status\na,,left\n,a@x.test,active\na,a@x.test,left\nb,b@x.test,left");

        read.List.Rows.ShouldBe([new() { Account = new("a"), Email = "a@x.test" }, new() { Account = new("b"), Email = "b@x.test", Gone = true }]);
    }

    [Fact]
    public void An_address_that_two_accounts_have_stays_with_the_first_and_both_are_kept()
    {
        var read = Read("Account ID,Email,Status\na,a@x.test,active\nb,a@x.test,left");

        read.List.Rows.ShouldBe([new() { Account = new("a"), Email = "a@x.test" }, new() { Account = new("b"), Gone = true }]);
        read.Told.ShouldBe(["1 row with the address of another account of the list: it is not used (line 3)"]);
    }

    [Theory]
    [InlineData("a@x.test,left\na@x.test,returning")]
    [InlineData("a@x.test,returning\na@x.test,left")]
    public void Nobody_is_accused_by_the_one_row_of_two_that_could_be_understood(string rows)
    {
        var read = Read($"Email,Status\nb@x.test,active\n{rows}");

        read.List.Rows.Select(p => p.Email).ShouldBe(["b@x.test"]);
        read.Refused.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("active,2026-11-22", null)]
    [InlineData("active,2026-11-23", "2026-11-23")]
    [InlineData("active,2026-12-31", "2026-12-31")]
    [InlineData(",2026-11-22", "2026-11-22")]
    [InlineData("left,2026-11-22", "2026-11-22")]
    public void Who_is_there_by_the_status_has_no_last_day_that_has_passed(string cells, string? day)
    {
        var read = Read($"Email,Status,Left on\na@x.test,{cells}");

        read.List.Rows.Single().LeftOn.ShouldBe(day is null ? null : DateOnly.Parse(day, null));
        read.Told.Count.ShouldBe(day is null ? 1 : 0);
    }

    [Fact]
    public void A_list_of_a_hundred_thousand_people_is_read_whole()
    {
        using var text = new Lines("Account ID,Email,Person ID,Status,Left on", 100_000, i => $"712020:{i},p{i}@acme.test,{i},{(i % 10 == 0 ? "left" : "active")},{(i % 10 == 0 ? "2026-10-31" : "")}");

        var read = PeopleFile.Read(text, Today);

        PeopleCounts.Of(read.List).ShouldBe(new(100_000, 10_000, 0, 100_000));
        read.List.Rows[^1].PersonId.ShouldBe("99999");
        read.LeftOut.ShouldBeEmpty();
    }

    private static PeopleFile Read(string text)
    {
        using var file = new StringReader(text);
        return PeopleFile.Read(file, Today);
    }

    private static string Refused(string text) => Should.Throw<ImportException>(() => Read(text)).Message;

    /// <summary>A file of any length that nobody holds in memory.</summary>
    private sealed class Lines(string header, int rows, Func<int, string> row) : TextReader
    {
        private string _line = header + "\n";
        private int _next, _at;

        public override int Read(char[] buffer, int index, int count)
        {
            if (_at == _line.Length)
            {
                if (_next == rows)
                    return 0;
                (_line, _at) = (row(_next++) + "\n", 0);
            }

            var taken = Math.Min(count, _line.Length - _at);
            _line.CopyTo(_at, buffer, index, taken);
            _at += taken;
            return taken;
        }
    }
}
