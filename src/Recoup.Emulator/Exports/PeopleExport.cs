using System.Globalization;

namespace Recoup.Emulator;

/// <summary>What an HR system and a leave calendar write of the people behind the accounts.</summary>
public static class PeopleExport
{
    /// <summary>One row per account of a person, because HR keeps an address each.</summary>
    public static void WritePeople(Organisation organisation, TextWriter output)
    {
        var (csv, staff) = (new CsvRow(output), new Staff(organisation));
        var gone = 0;
        csv.Add("Account ID", "Email", "Person ID", "Status", "Left on", "Contract ends", "Sponsor");
        csv.End();
        foreach (var account in staff.People)
        {
            var left = account.Persona is Persona.ActiveLeaver or Persona.Leaver;
            // By turns, so that a few leavers are enough to show each way in which a list may name them.
            var turn = account.Persona == Persona.ActiveLeaver ? gone++ : -1;
            var disabled = left && (turn >= 0 ? turn % 4 == 3 : account.Status == AccountStatus.Active);
            csv.Add((turn >= 0 ? turn % 2 == 0 : staff.KnowsAccount(account)) ? account.Id : "", account.Email, Staff.PersonId(account), disabled ? "disabled" : left ? "left" : "active");
            csv.Add(left && !disabled ? Day(staff.LeftOn(account)) : "");
            if (staff.ContractEnds(account) is { } ends) csv.Add(Day(ends), staff.Sponsor(account).Email);
            else csv.Add("", "");
            csv.End();
        }
    }

    public static void WriteLeave(Organisation organisation, TextWriter output)
    {
        var csv = new CsvRow(output);
        csv.Add("Email", "From", "Until", "Reason");
        csv.End();
        foreach (var (account, from, until, reason) in new Staff(organisation).Leave())
        {
            csv.Add(account.Email, Day(from), Day(until), reason);
            csv.End();
        }
    }

    static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
