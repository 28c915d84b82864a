using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.People;

namespace Recoup.Tests.Rules;

/// <summary>For each rule about accounts, a situation in which it says what it says when nothing speaks against it.</summary>
internal static class Typical
{
    private static readonly Account Namesake = Make.Person((Product.Jira, Make.Ago(1))) with { Id = new("712020:ann-2"), Email = "asmith@acme.example" };

    public static readonly IReadOnlyDictionary<string, Situation> All = new Dictionary<string, Situation>
    {
        ["R01"] = Situation.Of(Make.IdleInJira()),
        ["R02"] = Situation.Of(Make.IdleEverywhere()),
        ["R03"] = WatchedFor(TimeSpan.FromDays(40), Make.Person((Product.Jira, Signal.None), (Product.Confluence, Make.Ago(1)))),
        ["R04"] = Situation.Of(Make.NeverActive()),
        ["R05"] = Situation.Of(Make.NeverActive(20) with { EmailVerified = false }),
        ["R06"] = Situation.Of(Make.IdleInJira()) with { People = Make.People(new ListedPerson { Account = Make.Ann, LeftOn = Make.Today.AddDays(-1) }) },
        ["R07"] = Situation.Of(Make.IdleEverywhere() with { SuspendedIn = [Make.Staff], Seats = [Make.Seat(Product.Jira) with { Directory = Make.Agency }] }),
        ["R08"] = Extended(Make.Person((Product.ServiceManagement, Make.Ago(1))).Working(new(Make.Acme) { ServiceIssues = 0, InServiceProject = true })),
        ["R09"] = Extended(Make.Person((Product.ServiceManagement, Make.Ago(1))).Working(new(Make.Acme) { InServiceProject = false })),
        ["R10"] = Extended(Make.Person((Product.Discovery, Make.Ago(1))).Working(new(Make.Acme) { Ideas = 0 })),
        ["R12"] = Situation.Of(Make.IdleEverywhere()) with
        {
            Others = [Namesake],
            People = Make.People(new ListedPerson { Account = Make.Ann, PersonId = "7" }, new ListedPerson { Account = Namesake.Id, PersonId = "7" }),
        },
        ["R13"] = Situation.Of((Make.IdleEverywhere() with { Kind = new(AccountKind.Service, ["named so"]) }).Probed(tokens: Make.Ago(1))),
        ["R14"] = Situation.Of(Make.IdleEverywhere() with { Kind = new(AccountKind.Shared, ["named so"]) }),
        ["R15"] = Situation.Of(Make.Person((Product.Jira, Make.Ago(60))) with { Email = "ann@agency.example" }).WithSurvey(v => v with { Domains = ["acme.example"] }),
        ["R16"] = Situation.Of(Make.IdleInJira()) with { People = Make.People(new ListedPerson { Account = Make.Ann, ContractEnds = Make.Today.AddDays(-1) }) },
        ["R17"] = Situation.Of(Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200))) with { GuardBillable = true }),
        ["R18"] = Situation.Of(Make.Person() with { GuardBillable = true }),
        ["R19"] = Situation.Of(Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Other), Make.Ago(1)))) with { Settings = Make.Settings.With(Product.Jira, new() { Plan = ProductPlan.Standard }) },
        ["R22"] = Situation.Of(Make.IdleEverywhere()) with { Earlier = [Make.IdleEverywhere().Released(Product.Jira.On(), TimeSpan.FromDays(10))] },
        ["R25"] = Situation.Of(Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira, role: Role.Admin)] }),
    };

    /// <summary>The same finding about an account, open since so long before now.</summary>
    public static Situation WatchedFor(TimeSpan time, Account account) =>
        Situation.Of(account) with { Earlier = [.. account.Judged().Select(f => f with { FirstSeen = Make.Now - time, OpenSince = Make.Now - time })] };

    private static Situation Extended(Account account) =>
        Situation.Of(account).WithSurvey(v => v.Connected(Make.Acme)) with { Settings = Make.Settings with { ExtendedReads = true } };
}
