using Microsoft.Extensions.Time.Testing;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Erasing;
using Recoup.Engine.Naming;
using Recoup.Engine.People;
using Recoup.Forge.Kvs;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Pages;

/// <summary>Whom organisation admins let in where the platform knows who looks.</summary>
public sealed class NamedPeopleTests
{
    private static readonly AccountId Admin = new("5b10ac8d82e05b22cc7d4ef5");
    private static readonly AccountId Colleague = new("712020:3a1e94ff-6819-4477-b40d-97db84d8bec5");

    private readonly Desk _desk;

    public NamedPeopleTests()
    {
        var time = new FakeTimeProvider(Some.Start);
        _desk = new(new KvsStore(new FakeKvs(), time), new("o-1"), Admin.Value, time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_named_with_roles_and_named_again_with_others()
    {
        (await NameAsync(Colleague, SignInRole.Approver)).ShouldBeNull();
        (await NameAsync(Colleague, SignInRole.Admin, SignInRole.Operator)).ShouldBeNull();
        var named = (await NamedAsync()).ShouldHaveSingleItem();
        named.Roles.ShouldBe(["operator", "admin"]);
        (named.Account, named.By, named.On).ShouldBe((Colleague, Admin, DateOnly.FromDateTime(Some.Start.UtcDateTime)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody@acme.example")]
    [InlineData("<b>somebody</b>")]
    public async Task What_is_no_account_id_is_refused(string id)
    {
        (await NameAsync(new(id))).ShouldNotBeNull().Gate.ShouldBe("bad-account");
        (await NamedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task There_is_an_end_to_how_many_are_named()
    {
        for (var i = 0; i < NamedPerson.Most; i++)
            (await NameAsync(new($"account-{i}"))).ShouldBeNull();
        (await NameAsync(Colleague)).ShouldNotBeNull().Gate.ShouldBe("too-many");
        (await NameAsync(new("account-7"), SignInRole.Admin)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_taken_out_is_named_no_longer()
    {
        await NameAsync(Colleague);
        (await NamedPeople.TakeOutAsync(_desk, Colleague, Cancel)).ShouldBeNull();
        (await NamedAsync()).ShouldBeEmpty();
        (await NamedPeople.TakeOutAsync(_desk, Colleague, Cancel)).ShouldNotBeNull().Gate.ShouldBe("not-named");
    }

    [Fact]
    public async Task P27_Who_is_named_is_among_those_of_whom_something_is_kept_and_can_be_forgotten()
    {
        await NameAsync(Colleague, SignInRole.Operator);
        (await KeptAsync()).ShouldBe([Colleague, Admin], ignoreOrder: true);
        (await PersonRecord.ReadAsync(_desk.Store, _desk.Org, Colleague, Cancel)).Listed.ShouldContain(text => text.StartsWith("let in as operator", StringComparison.Ordinal));
        (await Forgetting.ForgetAsync(_desk, Colleague, fence: 0, Cancel)).WasKept.ShouldBeTrue();
        (await NamedAsync()).ShouldBeEmpty();
        (await KeptAsync()).ShouldNotContain(Colleague);
    }

    private Task<Recoup.Core.Refusal?> NameAsync(AccountId account, params SignInRole[] roles) => NamedPeople.NameAsync(_desk, Admin, account, roles, Cancel);

    private async Task<IReadOnlyList<NamedPerson>> NamedAsync() => (await _desk.Store.SettingsAsync(_desk.Org, Cancel)).Named;

    private async Task<List<AccountId>> KeptAsync() => [.. (await KeptAccounts.AllAsync(_desk.Store, _desk.Org, _desk.Now, Cancel).ToListAsync(Cancel)).Select(k => k.Account)];
}
