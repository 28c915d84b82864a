using Account = Recoup.Core.Directory.Account;
using Microsoft.Extensions.Time.Testing;
using Product = Recoup.Core.Directory.Product;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Engine.Importing;
using Recoup.Engine.Scanning;
using Recoup.Forge.Kvs;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;
using Resource = Recoup.Core.Directory.Resource;
using Role = Recoup.Core.Directory.Role;

namespace Recoup.Tests.Importing;

public sealed class ImportTests
{
    private const string Header = "User id,User name,email,User status,Added to org,Org role,Jira - acme,Last seen in Jira - acme,Confluence - acme,Last seen in Confluence - acme";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Reads_roles_dates_and_status_of_a_users_export()
    {
        var ana = (await ReadAsync($"{Header}\n712020:0f,Ana Ruiz,ana@acme.test,Active,3 Jan 2024,None,User,28 Apr 2024,User,Never accessed")).Single();

        ana.Name.ShouldBe("Ana Ruiz");
        ana.Status.ShouldBe("active");
        ana.AddedToOrg.ShouldBe(EndOf(2024, 1, 3));
        ana.Seats.Select(s => s.Product).ShouldBe([Product.Jira, Product.Confluence], ignoreOrder: true);
        ana.Seats.ShouldAllBe(s => s.Path == SeatPath.Unknown);
        ana.LastActive(new(Product.Jira, new("acme"))).ShouldBe(Signal.Of(EndOf(2024, 4, 28)));
        ana.LastActive(new(Product.Confluence, new("acme"))).ShouldBe(Signal.None);
    }

    public static TheoryData<string, string> Shapes => new()
    {
        { "byte-order mark", "\uFEFF" + Header + "\na,Ana,a@x.test,Active,,,User,28 Apr 2024,None,Never accessed" },
        { "semicolons", (Header + "\na,Ana,a@x.test,Active,,,User,28 Apr 2024,None,Never accessed").Replace(',', ';') },
        { "columns in another order", "email,Last seen in Jira - acme,Jira - acme,User status,User id,User name\na@x.test,28 Apr 2024,User,Active,a,Ana" },
        { "old product names", "User id,User name,email,User status,Jira Software - acme,Last seen in Jira Software - acme\na,Ana,a@x.test,Active,User,28 Apr 2024" },
        { "Windows lines", (Header + "\na,Ana,a@x.test,Active,,,User,28 Apr 2024,None,Never accessed\n").Replace("\n", "\r\n") },
        { "more columns", Header + ",Shoe size\na,Ana,a@x.test,Active,,,User,28 Apr 2024,None,Never accessed,42" },
        { "a row per group", "Group id,Group name," + Header + "\ng1,one,a,Ana,a@x.test,Active,,,User,28 Apr 2024,None,Never accessed\ng2,two,a,Ana,a@x.test,Active,,,User,28 Apr 2024,None,Never accessed" },
        { "a name over two lines", Header + "\na,\"Ana\nRuiz\",a@x.test,Active,,,User,28 Apr 2024,None,Never accessed" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Takes_the_file_in_every_shape(string shape, string text)
    {
        var account = (await ReadAsync(text)).ShouldHaveSingleItem(shape);

        account.Id.Value.ShouldBe("a");
        account.Seats.ShouldHaveSingleItem().Resource.ShouldBe(new Resource(Product.Jira, new("acme")));
        account.LastActive(account.Seats[0].Resource).ShouldBe(Signal.Of(EndOf(2024, 4, 28)));
    }

    [Theory]
    [InlineData("", SignalState.Unknown)]
    [InlineData("Never accessed", SignalState.None)]
    [InlineData("Never logged in", SignalState.None)]
    [InlineData("28/04/2024", SignalState.Unknown)]
    [InlineData("soon", SignalState.Unknown)]
    public async Task Only_the_word_never_means_never(string cell, SignalState state)
    {
        var account = (await ReadAsync($"{Header}\na,Ana,a@x.test,Active,,,User,{cell},None,")).Single();

        account.LastActive(new(Product.Jira, new("acme"))).State.ShouldBe(state);
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("", null)]
    [InlineData("Organization admin", Role.OrgAdmin)]
    [InlineData("Site admin", Role.SiteAdmin)]
    [InlineData("User access admin", Role.UserAccessAdmin)]
    [InlineData("Something new", Role.OrgAdmin)]
    public async Task Any_org_role_protects(string cell, string? role) =>
        (await ReadAsync($"{Header}\na,Ana,a@x.test,Active,,{cell},User,28 Apr 2024,None,")).Single().PlatformRoles.ShouldBe(role is null ? [] : [role]);

    [Fact]
    public async Task A_product_role_we_do_not_know_is_no_seat_and_makes_the_record_incomplete()
    {
        var account = (await ReadAsync($"{Header}\na,Ana,a@x.test,Active,,,Overlord,28 Apr 2024,User,28 Apr 2024")).Single();

        account.Seats.ShouldHaveSingleItem().Product.ShouldBe(Product.Confluence);
        account.Incomplete.ShouldNotBeNull().ShouldContain("Overlord");
    }

    [Fact]
    public async Task Suspended_and_deactivated_people_hold_no_seat()
    {
        var accounts = await ReadAsync($"{Header}\na,Ana,a@x.test,Suspended,,,User,28 Apr 2024,None,\nb,Ben,b@x.test,Inactive,,,User,28 Apr 2024,None,");

        accounts.Select(a => a.Status).ShouldBe(["suspended", "deactivated"]);
        accounts.SelectMany(a => a.Seats).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_without_an_id_make_the_import_partial_and_are_named()
    {
        var (store, scan) = await ImportAsync($"{Header}\n,Ana,a@x.test,Active,,,User,28 Apr 2024,None,\nb,Ben,b@x.test,Active,,,User,28 Apr 2024,None,");

        scan.Status.ShouldBe(ScanStatus.Partial);
        scan.Survey.Missing.ShouldHaveSingleItem().ShouldBe("1 row without a user id (line 2)");
        (await store.AccountsAsync(scan.Org, scan.Id, new(null, 0, 10), Tenant.Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_was_cut_is_partial_and_its_last_row_is_not_believed()
    {
        var (store, scan) = await ImportAsync($"{Header}\na,Ana,a@x.test,Active,,,User,28 Apr 2024,None,\nb,Ben,b@x.test,Active,,,Us");

        scan.Status.ShouldBe(ScanStatus.Partial);
        scan.Survey.Missing.ShouldHaveSingleItem().ShouldContain("shorter than the header");
        (await store.AccountsAsync(scan.Org, scan.Id, new(null, 0, 10), Tenant.Cancel)).ShouldHaveSingleItem().Id.Value.ShouldBe("a");
    }

    [Fact]
    public async Task A_seat_named_by_two_columns_is_one_seat()
    {
        var (store, scan) = await ImportAsync("Name,Email,Atlassian ID,Status,Last active,Jira,Jira Software\nAna Ruiz,a@x.test,a,active,1 Jan 2024,acme,acme");

        (await store.AccountsAsync(scan.Org, scan.Id, new(null, 0, 10), Tenant.Cancel)).Single().Seats.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b,c\n1,2,3", "neither a users export")]
    [InlineData("User id,User name,email\n1,2,3", "without the columns")]
    [InlineData("Name,Email,Status\n1,2,3", "without the columns")]
    [InlineData("<!DOCTYPE html><html></html>", "neither a users export")]
    [InlineData(Header, "holds no account")]
    [InlineData("User id,User name,User status,Last seen in Jira - acme\na,Ana,Active,28 Apr 2024", "The column \"Jira - acme\"")]
    public async Task Says_what_is_wrong_with_another_file(string text, string part) =>
        (await Should.ThrowAsync<ImportException>(() => ReadAsync(text))).Message.ShouldContain(part);

    [Fact]
    public async Task A_managed_export_finds_who_is_idle_everywhere_and_nothing_that_needs_a_date_per_product()
    {
        const string text = """
            Name,Email,Atlassian ID,Status,Last active date [UTC],Billable,Claimed,Jira,Confluence,Confluence Guest
            Ana Ruiz,ana@acme.test,a,active,1 Jan 2026,Yes,Yes,"acme,acme-labs",acme,
            Ben Low,ben@acme.test,b,active,20 Nov 2026,Yes,Yes,acme,acme,
            Cy Dow,cy@acme.test,c,deactivated,1 Jan 2025,No,Yes,acme,,
            Di Fry,di@acme.test,d,active,Never accessed,Yes,Yes,acme,,
            Ed Gum,ed@acme.test,e,active,,Yes,Yes,acme,,
            """;
        var (store, scan) = await ImportAsync(text);

        var findings = await store.RecommendationsAsync(scan.Org, new(), Tenant.Cancel);

        findings.Select(f => ((f.AccountId?.Value ?? ""), f.Rule)).ShouldBe([("a", "R02"), ("d", "R04")], ignoreOrder: true);
        findings.ShouldAllBe(f => f.Tier == Tier.Review);
        findings.Single(f => f.Rule == "R02").Seats.Count.ShouldBe(3);
        findings.Single(f => f.Rule == "R02").Evidence.ShouldContain(e => e.Signal.StartsWith("last use of anything", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_from_a_file_is_more_than_a_question_because_it_does_not_tell_how_access_is_held()
    {
        await using var tenant = await Tenant.StartAsync();
        var (store, scan) = await ImportAsync(Users(tenant));

        var findings = await store.RecommendationsAsync(scan.Org, new(), Tenant.Cancel);

        findings.ShouldNotBeEmpty();
        findings.Where(f => f.Tier > Tier.Review).ShouldBeEmpty();
        scan.Findings.Recoverable.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scan_and_a_users_export_of_the_same_organisation_agree_wherever_the_file_can_tell()
    {
        await using var tenant = await Tenant.StartAsync(users: 600);
        var scan = await tenant.ScanAsync();
        var (store, import) = await ImportAsync(Users(tenant));

        var scanned = (await tenant.AccountsAsync(scan)).ToDictionary(a => a.Id);
        var imported = await store.AccountsAsync(import.Org, import.Id, new(null, 0, int.MaxValue), Tenant.Cancel);
        var names = scan.Survey.Sites.ToDictionary(s => s.Id, s => s.Name);

        // The file lists who is in a directory; managed accounts in none are not in it.
        imported.Select(a => a.Id).ShouldBe(scanned.Values.Where(a => a.Status != "not_invited" && !IsNowhere(a, tenant)).Select(a => a.Id), ignoreOrder: true);
        foreach (var fromFile in imported)
        {
            var fromApi = scanned[fromFile.Id];
            fromFile.Name.ShouldBe(fromApi.Name);
            fromFile.Email.ShouldBe(fromApi.Email);
            fromFile.IsActive.ShouldBe(fromApi.IsActive);
            // Which directory somebody is suspended in, the file does not tell.
            if (fromApi.SuspendedIn.Count > 0)
                continue;
            Seats(fromFile, s => s.Site.Value).ShouldBe(Seats(fromApi, s => names[s.Site]), ignoreOrder: true);
        }

        // R05 needs to know whether the address is verified, R15 which domains are the company's: the file tells neither.
        string[] told = ["R01", "R02", "R03", "R04"];
        var fromScan = (await tenant.FindingsAsync()).Where(f => told.Contains(f.Rule)).Select(f => Subject(f, s => names[s])).ToHashSet();
        var fromImport = (await store.RecommendationsAsync(import.Org, new(), Tenant.Cancel)).Where(f => told.Contains(f.Rule)).Select(f => Subject(f, s => s.Value)).ToHashSet();
        var half = scanned.Values.Where(a => a.SuspendedIn.Count > 0).Select(a => a.Id.Value).ToList();
        fromImport.Except(fromScan).Where(f => !half.Exists(f.Contains)).ShouldBeEmpty();
        fromScan.Except(fromImport).Count().ShouldBeLessThanOrEqualTo(fromScan.Count / 50, "only who crosses the limit within the last day may be missing");
    }

    private static bool IsNowhere(Account account, Tenant tenant) =>
        tenant.Emulator.Organisation.Accounts.Find(account.Id.Value) is { Membership: MembershipStatus.NoMembership };

    private static IEnumerable<string> Seats(Account account, Func<Seat, string> site) =>
        account.Seats.Select(s => $"{s.Product} {site(s)}");

    private static string Subject(Recommendation f, Func<SiteId, string> site) =>
        $"{f.Rule} {f.AccountId} {f.Product} {(f.Site is { } id ? site(id) : "")}";

    private static string Users(Tenant tenant)
    {
        using var text = new StringWriter();
        CsvExport.WriteUsers(tenant.Emulator.Organisation, text);
        return text.ToString();
    }

    private static DateTimeOffset EndOf(int year, int month, int day) => new(year, month, day, 23, 59, 59, 999, TimeSpan.Zero);

    private static async Task<IReadOnlyList<Account>> ReadAsync(string text)
    {
        var (store, scan) = await ImportAsync(text);
        return await store.AccountsAsync(scan.Org, scan.Id, new(null, 0, 100), Tenant.Cancel);
    }

    private static async Task<(IStore Store, Scan Scan)> ImportAsync(string text)
    {
        var store = new KvsStore(new FakeKvs(), new FakeTimeProvider(Now));
        var time = new FakeTimeProvider(Now);
        using var file = new StringReader(text);
        var desk = new ScanDesk(store, atlassian: null, new Settings(), time);
        var scan = await Importer.ReadAsync(file, OrgId.Local, new("import-1"), desk, Tenant.Cancel);
        var scanner = new Scanner(desk);
        for (Step next = new Step.More(); next is not Step.Done;)
            (scan, next) = await scanner.StepAsync(scan, Tenant.Cancel);
        return (store, scan);
    }
}
