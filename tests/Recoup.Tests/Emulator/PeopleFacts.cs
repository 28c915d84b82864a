using System.Globalization;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

public sealed class PeopleFacts
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    static readonly Organisation Organisation = Organisation.Generate(2_000, 1, Now);

    /// <summary>Rows by address, and the header under "Email".</summary>
    static readonly Dictionary<string, string[]> People = Read(PeopleExport.WritePeople).ToDictionary(row => row[1]);

    [Fact]
    public void An_HR_list_has_people_and_no_machines_or_customers_of_elsewhere()
    {
        People["Email"].ShouldBe(["Account ID", "Email", "Person ID", "Status", "Left on", "Contract ends", "Sponsor"]);
        foreach (var account in Organisation.Accounts)
            People.ContainsKey(account.Email).ShouldBe(account.Persona is not (Persona.Bot or Persona.SharedMailbox or Persona.TechnicalUser or Persona.NativeService) && (account.Managed || account.Persona != Persona.JsmCustomer), account.Persona.ToString());
        foreach (var row in People.Values.Skip(1).Where(row => row[0].Length > 0)) Organisation.Accounts.Find(row[0])!.Value.Email.ShouldBe(row[1]);
        People.Values.Count(row => row[0].Length > 0).ShouldBeInRange(People.Count * 4 / 10, People.Count * 6 / 10);
    }

    [Fact]
    public void Leavers_left_when_they_were_last_seen_and_half_of_them_are_named_by_address_alone()
    {
        var rows = Rows(Persona.ActiveLeaver).Select(pair => pair.Row).ToArray();
        rows.Count(row => row[0].Length > 0).ShouldBe((rows.Length + 1) / 2);
        rows.Select(row => row[3]).Distinct().ShouldBe(["left", "disabled"], ignoreOrder: true);
        foreach (var (account, row) in Rows(Persona.ActiveLeaver).Concat(Rows(Persona.Leaver)))
        {
            row[3].ShouldBeOneOf("left", "disabled");
            if (row[3] == "left") Day(row[4]).ShouldBeInRange(Organisation.Resources.Max(account.LastActive)!.Value.Date, Now.Date);
            else row[4].ShouldBeEmpty();
        }

        People.Values.Skip(1).Count(row => row[3] == "active").ShouldBe(People.Count - 1 - Rows(Persona.ActiveLeaver).Count() - Rows(Persona.Leaver).Count());
    }

    [Fact]
    public void Both_accounts_of_a_person_have_one_number_and_namesakes_have_two()
    {
        foreach (var (account, row) in Rows(Persona.Duplicate)) row[2].ShouldBe(People[account.Twin!.Value.Email][2]);
        People.Values.Skip(1).GroupBy(row => row[2]).Count(group => group.Count() > 1).ShouldBe(Rows(Persona.Duplicate).Count());
    }

    [Fact]
    public void Contracts_of_those_who_should_be_gone_are_over_and_somebody_answers_for_them()
    {
        foreach (var (_, row) in Rows(Persona.ExpiredContractor))
        {
            Day(row[5]).ShouldBeLessThan(Now.Date);
            Organisation.Accounts.Single(account => account.Email == row[6]).Persona.ShouldBe(Persona.Everyday);
            row[3].ShouldBe("active");
        }

        foreach (var (_, row) in Rows(Persona.ExternalActive)) Day(row[5]).ShouldBeGreaterThan(Now.Date);
        foreach (var (_, row) in Rows(Persona.Everyday)) string.Concat(row[4..]).ShouldBeEmpty();
    }

    [Fact]
    public void A_calendar_has_one_in_a_hundred_and_some_who_have_not_been_seen_for_months()
    {
        var rows = Read(PeopleExport.WriteLeave);
        rows[0].ShouldBe(["Email", "From", "Until", "Reason"]);
        (rows.Count - 1).ShouldBeInRange(15, 40);
        rows.Skip(1).ShouldAllBe(row => Day(row[1]) < Day(row[2]) && row[3].Length > 0);
        var away = rows.Skip(1).Where(row => Day(row[1]) <= Now.Date && Day(row[2]) > Now.Date).Select(row => Organisation.Accounts.First(account => account.Email == row[0]).Persona).ToArray();
        away.Count(persona => persona == Persona.IdleEverywhere).ShouldBeGreaterThan(5);
        rows.Skip(1).ShouldContain(row => Day(row[2]) < Now.Date);
        rows.Skip(1).ShouldContain(row => Day(row[1]) > Now.Date);
    }

    [Theory]
    [InlineData("people", "Account ID,")]
    [InlineData("leave", "Email,")]
    [InlineData("users", "User id,")]
    [InlineData("managed", "Name,")]
    public async Task Each_export_is_written_to_its_file(string kind, string header)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            (await EmulatorCommand.Create().Parse(["--users", "60", "--export", kind, file]).InvokeAsync(new() { Error = TextWriter.Null }, TestContext.Current.CancellationToken)).ShouldBe(0);
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldStartWith(header);
        }
        finally
        {
            File.Delete(file);
        }
    }

    static IEnumerable<(Account Account, string[] Row)> Rows(Persona persona) => Organisation.Accounts.Where(account => account.Persona == persona).Select(account => (account, People[account.Email]));

    static DateTime Day(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static List<string[]> Read(Action<Organisation, TextWriter> write)
    {
        var text = new StringWriter();
        write(Organisation, text);
        return [.. text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
    }
}
