using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

public sealed class OrganisationFacts
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(199)]
    [InlineData(1_000)]
    public void Has_every_persona(int users) =>
        Organisation.Generate(users, 3, Now).Accounts.Select(account => account.Persona).Distinct().Count().ShouldBe(Enum.GetValues<Persona>().Length);

    [Theory]
    [InlineData(49)]
    [InlineData(1_000_001)]
    public void Refuses_other_sizes(int users) => Should.Throw<ArgumentOutOfRangeException>(() => Organisation.Generate(users, 1, Now)).Message.ShouldContain("50 to 1,000,000");

    [Fact]
    public void Same_seed_same_bytes_and_another_seed_others()
    {
        static string Export(int seed)
        {
            var text = new StringWriter();
            CsvExport.WriteUsers(Organisation.Generate(300, seed, Now), text);
            CsvExport.WriteManaged(Organisation.Generate(300, seed, Now), text);
            PeopleExport.WritePeople(Organisation.Generate(300, seed, Now), text);
            PeopleExport.WriteLeave(Organisation.Generate(300, seed, Now), text);
            return text.ToString();
        }

        Export(1).ShouldBe(Export(1));
        Export(1).ShouldNotBe(Export(2));
    }

    [Fact]
    public void Another_day_has_the_same_people_in_the_same_order()
    {
        static IEnumerable<string> People(DateTimeOffset now) => Organisation.Generate(700, 1, now).Accounts.Select(account => $"{account.Id} {account.Email} {account.Persona} {account.Status} {account.Membership} {string.Join(' ', account.Groups.Select(group => group.Id))}");
        People(Now).ShouldBe(People(Now.AddDays(400).AddHours(7)));
    }

    [Fact]
    public void Ids_and_addresses_are_unique_and_found_again()
    {
        var accounts = Organisation.Generate(20_000, 1, Now).Accounts;
        accounts.Select(account => account.Id).Distinct().Count().ShouldBe(20_000);
        accounts.Select(account => account.Email).Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(20_000);
        accounts.ShouldAllBe(account => accounts.Find(account.Id)!.Value.Index == account.Index);
        accounts.Find("712020:00000000-0000-4000-8000-000000000000").ShouldBeNull();
    }

    [Fact]
    public void Personas_are_what_they_say()
    {
        var organisation = Organisation.Generate(5_000, 1, Now);
        foreach (var account in organisation.Accounts)
        {
            var idle = organisation.Resources.Select(account.LastActive).OfType<DateTimeOffset>().Select(last => (Now - last).TotalDays).ToArray();
            var idleSeats = account.Seats.Select(account.LastActive).OfType<DateTimeOffset>().Select(last => (Now - last).TotalDays).ToArray();
            idle.ShouldAllBe(days => days > 0);
            if (account.AddedToOrg is { } added) idle.ShouldAllBe(days => days <= (Now - added).TotalDays);
            switch (account.Persona)
            {
                case Persona.IdleEverywhere:
                    idleSeats.Min().ShouldBeGreaterThan(94.9);
                    break;
                case Persona.IdleInOneProduct:
                    idleSeats.Count(days => days > 99).ShouldBe(1);
                    idleSeats.Count(days => days < 9).ShouldBeGreaterThan(0);
                    break;
                case Persona.NeverActive or Persona.PendingInvite:
                    idle.ShouldBeEmpty();
                    account.Seats.ShouldNotBeEmpty();
                    break;
                case Persona.NeverUsedOneProduct:
                    account.Seats.Count(seat => account.LastActive(seat) is null).ShouldBe(1);
                    break;
                case Persona.NotInvited or Persona.JsmCustomer:
                    account.Seats.ShouldBeEmpty();
                    break;
                case Persona.Bot:
                    account.TokenUsed.ShouldNotBeNull();
                    break;
            }
        }
    }

    [Fact]
    public void Users_export_names_products_and_sites()
    {
        var text = new StringWriter();
        CsvExport.WriteUsers(Organisation.Generate(200, 1, Now), text);
        text.ToString().ShouldStartWith("User id,User name,email,User status,Added to org,Org role,Jira - acme,Last seen in Jira - acme,Confluence - acme,Last seen in Confluence - acme,");
        text.ToString().ShouldContain("Never accessed");
        text.ToString().ShouldContain("\"=HYPERLINK(\"\"http");
    }
}
