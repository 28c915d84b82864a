using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public sealed class OnSqlite() : StoreFacts(new SqlitePlace());

public sealed class OnPostgres() : StoreFacts(new PostgresPlace());

public sealed class OnKvs() : StoreFacts(new KvsPlace());

/// <summary>What every store keeps to, whatever stands behind it.</summary>
public abstract partial class StoreFacts(IStorePlace place) : IAsyncLifetime
{
    private static readonly OrgId Org = Some.Org;
    private static readonly OrgId Other = new("other");
    private static readonly ScanId Scan1 = new("scan-1");

    private IStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await place.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_new_store_knows_no_organisation() => (await store.OrganizationsAsync(Cancel)).ShouldBeEmpty();

    [Fact]
    public async Task Organisations_are_those_connected_and_those_imported()
    {
        await store.SaveConnectionAsync(new(Other, "Other", Connection.Atlassian, []), Cancel);
        await store.SaveScanAsync(Some.Scan(org: OrgId.Local), Cancel);
        await store.SaveSettingsAsync(Org, new(), Cancel);

        (await store.OrganizationsAsync(Cancel)).ShouldBe([OrgId.Local, Other]);
    }

    [Fact]
    public async Task An_imported_organisation_has_no_connection()
    {
        await store.SaveScanAsync(Some.Scan(), Cancel);

        (await store.TryGetConnectionAsync(Org, Cancel)).ShouldBeNull();
        (await store.TryGetConnectionAsync(Other, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_comes_back_as_it_was_saved_last()
    {
        var connection = new Connection(Org, "Acme “Ltd”", Connection.Atlassian, [new(Some.Site, new("https://acme.atlassian.net/"), "ann@acme.example")]);

        await store.SaveConnectionAsync(connection with { Name = "before" }, Cancel);
        await store.SaveScanAsync(Some.Scan(), Cancel);
        await store.SaveConnectionAsync(connection, Cancel);

        Some.Json((await store.TryGetConnectionAsync(Org, Cancel)).ShouldNotBeNull()).ShouldBe(Some.Json(connection));
    }

    [Fact]
    public async Task Settings_are_the_defaults_until_saved() =>
        (await store.SettingsAsync(Org, Cancel)).ShouldBeEquivalentTo(new Settings());

    [Fact]
    public async Task Settings_come_back_and_belong_to_one_organisation()
    {
        var settings = new Settings
        {
            InactiveDays = 60,
            Costs = new Dictionary<Product, decimal> { [Product.Jira] = 7.53m },
            CompanyDomains = ["acme.example"],
            BillingContact = new("a|1"),
        };

        await store.SaveSettingsAsync(Org, new(), Cancel);
        await store.SaveSettingsAsync(Org, settings, Cancel);

        var back = await store.SettingsAsync(Org, Cancel);
        back.InactiveDays.ShouldBe(60);
        back.Costs.ShouldBe(settings.Costs);
        back.CompanyDomains.ShouldBe(settings.CompanyDomains);
        back.BillingContact.ShouldBe(settings.BillingContact);
        (await store.SettingsAsync(Other, Cancel)).InactiveDays.ShouldBe(90);
    }

    [Fact]
    public async Task A_secret_comes_back_under_its_organisation_and_name_alone()
    {
        await store.SaveSecretAsync(Org, SecretName.OrgKey, "old", Cancel);
        await store.SaveSecretAsync(Org, SecretName.OrgKey, "s3cret ✓", Cancel);

        (await store.TryGetSecretAsync(Org, SecretName.OrgKey, Cancel)).ShouldBe("s3cret ✓");
        (await store.TryGetSecretAsync(Org, SecretName.SiteToken(Some.Site), Cancel)).ShouldBeNull();
        (await store.TryGetSecretAsync(Other, SecretName.OrgKey, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Opening_again_keeps_everything()
    {
        await store.SaveSecretAsync(Org, "key", "kept", Cancel);
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(1, 2), Cancel);
        await store.SaveRecommendationsAsync(Some.Scan(), [Some.Finding("f1")], Cancel);

        var again = await place.OpenAsync();

        (await again.OrganizationsAsync(Cancel)).ShouldBe([Org]);
        (await again.TryGetSecretAsync(Org, "key", Cancel)).ShouldBe("kept");
        (await again.ScansAsync(Org, new(9), Cancel)).Count.ShouldBe(1);
        (await again.AccountPagesAsync(Org, Scan1, 0, 9, Cancel)).Single().Accounts.Count.ShouldBe(2);
        (await again.RecommendationsAsync(Org, new(), Cancel)).Single().Id.ShouldBe("f1");
    }
}
