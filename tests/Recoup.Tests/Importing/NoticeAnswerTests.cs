using Microsoft.Extensions.Time.Testing;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Importing;
using Recoup.Engine.Noticing;
using Recoup.Forge.Kvs;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Importing;

/// <summary>Answers to a notice, and what comes of them.</summary>
public sealed class NoticeAnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Told = Now.AddDays(-3);

    [Theory]
    [InlineData("Account ID,Answer,Reason\na-1,Keep,audits")]
    [InlineData("\uFEFFE-mail;Name;Reply;Comment\nANN@x.test;Ann;YES;audits")]
    [InlineData("Comment\tResponse\tmail\taccount_id\naudits\tneeded!\t\ta-1")]
    public async Task Takes_answers_in_every_shape(string text)
    {
        var answers = await WeighAsync(text, Finding("f1"));

        answers.Holds.ShouldBe([new(new("a-1"), "the person", "audits", new(2027, 2, 21))]);
        answers.Findings.ShouldHaveSingleItem().State.ShouldBe(RecommendationState.Held);
    }

    public static TheoryData<string, Said> Words => new()
    {
        { "keep", Said.Keep }, { "yes", Said.Keep }, { "Needed", Said.Keep },
        { "no", Said.Release }, { "RELEASE", Said.Release }, { " agreed ", Said.Release }, { "not needed", Said.Release }, { "Not-Needed.", Said.Release },
        { "bounced", Said.Bounced }, { "Undeliverable", Said.Bounced }, { "auto-reply", Said.Bounced }, { "Auto Reply", Said.Bounced }, { "out of office", Said.Bounced }, { "Out-of-Office", Said.Bounced },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_is_understood_whatever_its_case_and_signs(string word, Said said) => Read($"Account ID,Answer\na-1,{word}").Rows.ShouldHaveSingleItem().Said.ShouldBe(said);

    [Theory]
    [InlineData("a-1,maybe,x", "1 row with an answer that is none (line 2)")]
    [InlineData("a-1,no idea,x", "1 row with an answer that is none (line 2)")]
    [InlineData("a-1,?,x", "1 row with an answer that is none (line 2)")]
    [InlineData(",no,x", "1 row with neither an account id nor an address (line 2)")]
    [InlineData("a-1,no", "1 row shorter than the header (line 2)")]
    [InlineData("a-1", "1 row shorter than the header (line 2)")]
    public async Task A_row_that_cannot_be_understood_is_left_out_and_named(string row, string told)
    {
        var text = $"Account ID,Answer,Reason\n{row}\nb-2,no,x";

        Read(text).Refused.ShouldBe([told]);
        (await WeighAsync(text, Finding("f1"), Finding("f2", "b-2"))).Findings.Select(f => (f.Id, f.Notice)).ShouldBe([("f2", NoticeAnswer.Agreed)]);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("Answer,Reason\nno,x", "These are no answers: it needs the columns")]
    [InlineData("Email,Reason\na@x.test,x", "It has the columns: \"Email\", \"Reason\".")]
    public void Says_what_is_wrong_with_another_file(string text, string part) => Should.Throw<ImportException>(() => Read(text)).Message.ShouldContain(part);

    [Fact]
    public async Task Rows_of_people_who_were_not_told_are_named()
    {
        var answers = await WeighAsync(
            "Account ID,Email,Answer\nb-2,,no\n,nobody@x.test,keep\nz-9,,bounced\n,ann@x.test,no\nb-2,,maybe", Finding("f1"), Finding("f2", "b-2") with { NoticedAt = null });

        answers.Untold.ShouldBe([2, 3, 4]);
        answers.Findings.Select(f => f.Id).ShouldBe(["f1"]);
        answers.Holds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("keep", "no", RecommendationState.Held, NoticeAnswer.None)]
    [InlineData("keep", "bounced", RecommendationState.Held, NoticeAnswer.None)]
    [InlineData("bounced", "no", RecommendationState.Open, NoticeAnswer.Bounced)]
    public async Task Of_different_answers_the_most_harmless_counts_in_either_order(string one, string other, RecommendationState state, NoticeAnswer notice)
    {
        foreach (var text in new[] { $"Account ID,Answer\na-1,{one}\na-1,{other}", $"Account ID,Answer\na-1,{other}\na-1,{one}" })
        {
            var answers = await WeighAsync(text, Finding("f1"));

            answers.Differing.ShouldBe(1);
            answers.Findings.Select(f => (f.State, f.Notice)).ShouldBe([(state, notice)]);
        }
    }

    [Theory]
    [InlineData("a-1,maybe,")]
    [InlineData("a-1")]
    public async Task Nobody_agrees_by_the_one_row_of_two_that_could_be_understood(string other)
    {
        var answers = await WeighAsync($"Account ID,Answer,Reason\n{other}\na-1,no,", Finding("f1"));

        answers.Unsure.ShouldBe([3]);
        (answers.Findings.Count, answers.Agreed).ShouldBe((0, 0));
        (await WeighAsync($"Account ID,Answer,Reason\n{other}\na-1,keep,", Finding("f1"))).Kept.ShouldBe(1);
    }

    [Fact]
    public void A_row_without_an_answer_is_no_answer()
    {
        var read = Read("Account ID,Email,Answer\na-1,,\n,ann@x.test,");

        (read.Rows.Count, read.Silent, read.Refused.Count).ShouldBe((0, 2, 0));
    }

    [Fact]
    public async Task The_file_that_was_exported_can_be_filled_in_finding_by_finding()
    {
        var answers = await WeighAsync("Account ID,Email,Finding,Answer\na-1,ann@x.test,f1,no\na-1,ann@x.test,f2,\na-1,ann@x.test,f9,no", Finding("f1"), Finding("f2"));

        answers.Findings.Select(f => (f.Id, f.Notice)).ShouldBe([("f1", NoticeAnswer.Agreed)]);
        answers.Untold.ShouldBe([4]);
    }

    [Fact]
    public async Task An_address_that_looks_like_a_formula_is_found_again()
    {
        var answers = await WeighAsync("Email,Answer\n'=x@x.test,no", Finding("f3", "c-3"));

        answers.Findings.Select(f => f.Id).ShouldBe(["f3"]);
    }

    [Fact]
    public async Task Whoever_keeps_something_is_held_with_everything_that_is_open_and_nothing_they_agreed_to_before_counts()
    {
        var answers = await WeighAsync(
            "Account ID,Answer\na-1,keep",
            Finding("told") with { Notice = NoticeAnswer.Agreed },
            Finding("open") with { NoticedAt = null },
            Finding("aside").Dismissed("known"),
            Finding("closed").Closed("used again"));

        answers.Findings.Select(f => (f.Id, f.State, f.Notice)).ShouldBe([("told", RecommendationState.Held, NoticeAnswer.None), ("open", RecommendationState.Held, NoticeAnswer.None)], ignoreOrder: true);
        answers.Holds.ShouldHaveSingleItem().Reason.ShouldBe("needs it");
    }

    [Fact]
    public async Task A_hold_that_lasts_longer_is_not_shortened()
    {
        Hold hold = new(new("a-1"), "HR", "leave", new(2027, 2, 22)), shorter = hold with { Until = new(2027, 2, 20) };
        var row = Read("Account ID,Answer\na-1,keep").Rows;

        Answers.Of(row, await AccountsAsync(), [Finding("f1")], [hold], Now).ShouldSatisfyAllConditions(a => a.Holds.ShouldBeEmpty(), a => a.Findings.Single().State.ShouldBe(RecommendationState.Held));
        Answers.Of(row, await AccountsAsync(), [Finding("f1")], [shorter], Now).Holds.ShouldHaveSingleItem().Until.ShouldBe(new(2027, 2, 21));
    }

    [Fact]
    public async Task What_is_not_told_or_closed_is_neither_agreed_to_nor_bounced()
    {
        Recommendation[] findings = [Finding("told"), Finding("new") with { NoticedAt = null }, Finding("closed").Closed("used again")];

        (await WeighAsync("Account ID,Answer\na-1,no", findings)).Findings.Select(f => f.Id).ShouldBe(["told"]);
        (await WeighAsync("Account ID,Answer\na-1,bounced", findings)).Findings.Select(f => (f.Id, f.Notice)).ShouldBe([("told", NoticeAnswer.Bounced)]);
    }

    [Fact]
    public void A_long_reason_is_cut_and_costs_nobody_their_answer()
    {
        var reason = Read($"Account ID,Answer,Reason\na-1,keep,{new string('x', 999)}😀{new string('y', 10)}").Rows.ShouldHaveSingleItem().Reason!;

        reason.ShouldBe(new string('x', 999));
    }

    private static Recommendation Finding(string id, string account = "a-1") => Some.Finding(id, account) with { NoticedAt = Told };

    private static AnswerFile Read(string text)
    {
        using var file = new StringReader(text);
        return AnswerFile.Read(file);
    }

    private static async Task<LeaveAccounts> AccountsAsync()
    {
        var (store, scan, cancel) = (new KvsStore(new FakeKvs(), new FakeTimeProvider(Now)), Some.Scan(), TestContext.Current.CancellationToken);
        await store.SaveAccountsAsync(scan, [new(0, [Some.Account("a-1", email: "Ann@x.test"), Some.Account("b-2", email: "bob@x.test"), Some.Account("c-3", email: "=X@x.test")])], cancel);
        return await LeaveAccounts.ReadAsync(store, scan, cancel);
    }

    private static async Task<Answers> WeighAsync(string text, params Recommendation[] findings) => Answers.Of(Read(text).Rows, await AccountsAsync(), findings, [], Now);
}
