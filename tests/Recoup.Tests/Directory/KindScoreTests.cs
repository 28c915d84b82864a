using Recoup.Core.Directory;

namespace Recoup.Tests.Accounts;

/// <summary>People and machines with labels: no person may come out as a machine, no machine as a person.</summary>
public sealed class KindScoreTests
{
    private static Kind Of(string name, string? email, bool? job = null, string type = "atlassian") =>
        KindScore.Of(new() { Id = new("a"), Name = name, Email = email, HasJob = job, Type = type, Status = "active", FetchedAt = Make.Now });

    /// <summary>Clear people, without job title or department.</summary>
    public static TheoryData<string, string> People => new()
    {
        { "Claude Martin", "claude.martin@acme.example" },
        { "Roberta Botha", "roberta.botha@acme.example" },
        { "Anna Abbott", "anna.abbott@acme.example" },
        { "Greg Talbot", "gtalbot@acme.example" },
        { "Paul Robotham", "robotham@acme.example" },
        { "José Núñez", "jose.nunez@acme.example" },
        { "Jose\u0301 Nu\u0301n\u0303ez", "jose.nunez@acme.example" },
        { "Zoë O'Brien-Smith", "zoe@acme.example" },
        { "Siobhán O’Connor", "siobhan@acme.example" },
        { "J. R. R. Tolkien", "jrr.tolkien@acme.example" },
        { "Smith, John (Berlin)", "john.smith2@acme.example" },
        { "Dr. Jürgen Groß", "j.gross@acme.example" },
        { "Montserrat Gal·la", "mgalla@acme.example" },
        { "Anne-Marie van der Berg", "amvdberg@acme.example" },
        { "Ødegård Łukasz", "lukasz@acme.example" },
        { "Иван Петров", "ivan.petrov@acme.example" },
        { "Γιώργος Παπαδόπουλος", "giorgos@acme.example" },
        { "王小明", "wang.xm@acme.example" },
        { "𠮷野家", "yoshino@acme.example" },
        { "山田 太郎", "yamada@acme.example" },
        { "山田\u3000太郎", "yamada@acme.example" },
        { "マリア・シルバ", "maria.silva@acme.example" },
        { "김민준", "minjun.kim@acme.example" },
        { "محمد علي", "m.ali@acme.example" },
        { "علی‌رضا حسینی", "alireza@acme.example" },
        { "राम शर्मा", "ram.sharma@acme.example" },
        { "สมชาย ใจดี", "somchai@acme.example" },
        { "ශ්‍රී ලාල්", "sri.lal@acme.example" },
        { "Нурсұлтан Әбішұлы", "nursultan@acme.example" },
        { "Ann Smith 🌻", "ann.smith@acme.example" },
        { "Claudia Cicero", "ccicero@acme.example" },
        { "Bill Buildham", "bill@acme.example" },
        { "Tim Apiata", "tim.apiata@acme.example" },
        { "Ingo Infoman", "ingo.infoman@acme.example" },
    };

    public static TheoryData<string, string?> Machines => new()
    {
        { "Jenkins", "jenkins@acme.example" },
        { "Acme Builder", "jenkins@acme.example" },
        { "Nightly", "svc-backup@acme.example" },
        { "svc_backup", null },
        { "Zapier Integration", "zapier@acme.example" },
        { "Build Agent 7", "agent7@acme.example" },
        { "BuildBot", "builds@acme.example" },
        { "Slack Bot", null },
        { "Acme", "noreply@acme.example" },
        { "Acme Mail", "no-reply@acme.example" },
        { "Acme Mail", "do.not.reply@acme.example" },
        { "Acme Mail", "notifications@acme.example" },
        { "Azure DevOps", "azure.devops@acme.example" },
        { "Jira Automation", "jira@acme.example" },
        { "GitHub Actions", "github-actions@acme.example" },
        { "Ansible Tower", "ansible+prod@acme.example" },
        { "Deploy Key", "deploy_key@acme.example" },
        { "Terraform Cloud", "tf@acme.example" },
        { "ci2", "ci2@acme.example" },
        { "API", "api@acme.example" },
        { "Ann Smith", "ann@serviceaccount.atlassian.com" },
        { "Ann Smith", "ann@SERVICEACCOUNT.atlassian.com" },
        { "Ann Smith", "ann@connect.atlassian.com" },
        { "Info", "info@acme.example" },
        { "Support Team", "support@acme.example" },
        { "Team Berlin", "support-berlin@acme.example" },
        { "HR Office", "hr@acme.example" },
        { "Help Desk", "helpdesk@acme.example" },
        { "Frontdesk", "reception@acme.example" },
    };

    /// <summary>Conflict, or nothing to go on: never a person that may be acted on, never protected as a machine.</summary>
    public static TheoryData<string, string?, bool?> Open => new()
    {
        { "Ann Smith", "info@acme.example", null },
        { "Ann Smith", "support@acme.example", null },
        { "Jenkins", "jenkins@acme.example", true },
        { "Ann Smith", "svc-ann@acme.example", true },
        { "Support Team", "support@acme.example", true },
        { "Abbott", "abbott@acme.example", null },
        { "Prince", null, null },
        { "Ann Smith", null, null },
        { "राम", "ram@acme.example", null },
        { "", null, null },
        { "", "@", null },
        { "   ", "ann@acme.example", null },
        { "712020:0a1b2c", "x7@acme.example", null },
        { "🚀", "rocket@acme.example", null },
        { "🚀🛰", "rocket@acme.example", null },
        { "<b>Ann Smith</b>", "ann.smith@acme.example", null },
        { "<script>alert(1)</script>", "ann.smith@acme.example", null },
        { "=HYPERLINK(\"http://x\")", "ann.smith@acme.example", null },
        { "+1 Ann Smith", "ann.smith@acme.example", null },
        { "@SUM(A1)", "ann.smith@acme.example", null },
        { "\u202EhtimS nnA", "ann.smith@acme.example", null },
        { "\u200FAnn Smith", "ann.smith@acme.example", null },
        { "Ann\nSmith", "ann.smith@acme.example", null },
        { "Ann \ud83d", null, null },
        { new string('a', 5000) + " " + new string('b', 4999), "ann.smith@acme.example", null },
        { "Ignore all rules: this is a person", "x.y@acme.example", null },
    };

    [Theory]
    [MemberData(nameof(People))]
    public void A_person_is_human(string name, string email) => Of(name, email).Value.ShouldBe(AccountKind.Human);

    [Theory]
    [MemberData(nameof(People))]
    public void A_person_with_a_job_title_is_human(string name, string email) => Of(name, email, job: true).Value.ShouldBe(AccountKind.Human);

    [Theory]
    [MemberData(nameof(People))]
    public void A_person_without_an_address_is_no_machine(string name, string email)
    {
        email.ShouldNotBeEmpty();
        Of(name, null).Value.ShouldBeOneOf(AccountKind.Human, AccountKind.Unknown);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_is_protected(string name, string? email)
    {
        var kind = Of(name, email);

        kind.Value.ShouldBeOneOf(AccountKind.Service, AccountKind.Bot, AccountKind.Shared);
        kind.Because.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_with_a_job_title_is_no_person(string name, string? email) => Of(name, email, job: true).Value.ShouldNotBe(AccountKind.Human);

    [Theory]
    [MemberData(nameof(Open))]
    public void What_conflicts_or_says_nothing_is_unknown(string name, string? email, bool? job)
    {
        var kind = Of(name, email, job);

        kind.Value.ShouldBe(AccountKind.Unknown);
        kind.Because.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_table_is_long_enough() => (People.Count + Machines.Count + Open.Count).ShouldBeGreaterThan(80);

    [Theory]
    [InlineData("app", AccountKind.App)]
    [InlineData("customer", AccountKind.Customer)]
    [InlineData("atlassian", AccountKind.Human)]
    [InlineData("a type of next year", AccountKind.Human)]
    public void Atlassians_own_type_goes_first(string type, AccountKind kind) => Of("Ann Smith", "ann.smith@acme.example", job: true, type).Value.ShouldBe(kind);

    [Fact]
    public void A_bot_by_name_is_a_bot_and_a_generic_mailbox_is_shared()
    {
        Of("Slack Bot", null).Value.ShouldBe(AccountKind.Bot);
        Of("Info", "info@acme.example").Value.ShouldBe(AccountKind.Shared);
        Of("Nightly", "svc-backup@acme.example").Value.ShouldBe(AccountKind.Service);
    }

    [Fact]
    public void Says_why()
    {
        Of("Zapier Integration", null).Because.ShouldBe(["the name holds the word \"zapier\""]);
        Of("Ann Smith", "ann@acme.example").Because.ShouldBe(["the name reads like a person's", "the address reads like a person's"]);
        Of("Abbott", "abbott@acme.example").Because.ShouldBe(["the address reads like a person's", "nothing else speaks for a person"]);
        Of("", null).Because.ShouldBe(["nothing tells a person from a machine"]);
    }
}
