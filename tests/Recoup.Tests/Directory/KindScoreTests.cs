using Recoup.Core.Directory;

namespace Recoup.Tests.Accounts;

/// <summary>People and machines with labels: no person may come out as a machine, no machine as a person.</summary>
public sealed class KindScoreTests
{
    private static Kind Of(string name, string? email, bool? job = null, string type = "atlassian", bool listed = false) =>
        KindScore.Of(new() { Id = new("a"), Name = name, Email = email, HasJob = job, Type = type, Status = "active", FetchedAt = Make.Now }, listed);

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

    /// <summary>One signal, or two that are one: a surname stands in the address too.</summary>
    [Theory]
    [InlineData("Jan Bot", "jan.bot@acme.example")]
    [InlineData("Jan Bot", "jbot@acme.example")]
    [InlineData("J. Bot", "j.bot@acme.example")]
    [InlineData("Katherine Jenkins", "katherine.jenkins@acme.example")]
    [InlineData("Katherine Jenkins", "katherine@acme.example")]
    [InlineData("Claude Service", "claude.service@acme.example")]
    [InlineData("Ci Zhang", "ci.zhang@acme.example")]
    [InlineData("Tim Sales", "timsales@acme.example")]
    public void A_first_name_and_a_surname_that_is_a_word_is_a_question(string name, string email)
    {
        var kind = Of(name, email);

        kind.Value.ShouldBe(AccountKind.Unknown);
        kind.Clear.ShouldBeFalse();
        kind.Because[^1].ShouldBe("but it reads like a first name and a surname");
    }

    [Theory]
    [InlineData("Jan Bot", "jan.bot.prod@acme.example")]
    [InlineData("Jan Bot", "svc-jan.bot@acme.example")]
    [InlineData("Jan Bot", "jan.bot+bot@acme.example")]
    [InlineData("Jan Bot", "bot@acme.example")]
    [InlineData("Jan Bot", null)]
    [InlineData("Nightly Bot", "nightly.bot@acme.example")]
    [InlineData("Acme Bot", "acme.bot@acme.example")]
    public void A_machine_that_could_be_a_surname_stays_protected_where_anything_else_is_in_the_address(string name, string? email) =>
        Of(name, email).Value.ShouldBeOneOf(AccountKind.Bot, AccountKind.Service);

    [Theory]
    [InlineData("Ian Backup", "ian.backup@acme.example")]
    [InlineData("Ops", "ops@acme.example")]
    [InlineData("Cron", "cron@acme.example")]
    [InlineData("Jenkins", "jenkins@acme.example")]
    [InlineData("Bot", "bot@acme.example")]
    [InlineData("Alfred Pennyworth", "alfred-bot@acme.example")]
    [InlineData("Ann Smith", "svc-ann@acme.example")]
    [InlineData("Anna Support", "support@acme.example")]
    [InlineData("Support Team - Xolqu Vembrix", "vembrix@acme.example")]
    [InlineData("Xolqu Pipeline", "xolqupipeline@acme.example")]
    [InlineData("Pipeline - Alma", "pipeline+alma@acme.example")]
    [InlineData("Terraform", null)]
    [InlineData("noreply", "noreply@acme.example")]
    public void One_signal_protects_and_is_never_clear(string name, string? email)
    {
        var kind = Of(name, email);

        kind.Value.ShouldBeOneOf(AccountKind.Service, AccountKind.Bot, AccountKind.Shared);
        kind.Clear.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Zapier Integration", null)]
    [InlineData("Zapier Integration", "zapier@acme.example")]
    [InlineData("Jenkins", "svc-jenkins@acme.example")]
    [InlineData("Acme Backup", "svc-acme@acme.example")]
    [InlineData("Release Bot", "release-bot@acme.example")]
    [InlineData("Nightly", "svc-backup@acme.example")]
    [InlineData("Support Team", "support@acme.example")]
    [InlineData("Buchhaltung", "buchhaltung@acme.example")]
    [InlineData("Ann Smith", "ann@serviceaccount.atlassian.com")]
    [InlineData("Ann Smith", "ann@connect.atlassian.com")]
    public void Two_signals_make_a_machine_clear(string name, string? email)
    {
        var kind = Of(name, email);

        kind.Value.ShouldBeOneOf(AccountKind.Service, AccountKind.Bot, AccountKind.Shared);
        kind.Clear.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Ann Smith", "ann.smith@acme.example", null, true)]
    [InlineData("Ann Smith", "asmith@acme.example", null, true)]
    [InlineData("Ann Smith", null, true, true)]
    [InlineData("Иван Петров", "ivan.petrov@acme.example", null, true)]
    [InlineData("Anselm Kräuter", "anselm.kraeuter@acme.example", null, true)]
    [InlineData("Xolqu Vembrix", "xvembrix@acme.example", null, true)]
    [InlineData("Xolqu Vembrix", "xolqu.vembrix@acme.example", null, false)]
    [InlineData("Ann Smith (Support)", "ann.smith@acme.example", null, false)]
    [InlineData("ann.smith", "ann.smith@acme.example", null, false)]
    [InlineData("Ann Smith 2", "ann.smith2@acme.example", null, false)]
    [InlineData("Ann Smith", "u1042@acme.example", null, false)]
    [InlineData("Sukarnowati", "sukarnowati@acme.example", true, false)]
    public void A_person_is_clear_where_name_and_address_or_name_and_job_agree(string name, string? email, bool? job, bool clear)
    {
        var kind = Of(name, email, job);

        kind.Value.ShouldBe(AccountKind.Human);
        kind.Clear.ShouldBe(clear);
    }

    /// <summary>Two words that nobody knows, one of which is the address: how rooms and functions are named.</summary>
    [Theory]
    [InlineData("Xolqu Vembrix", "vembrix@acme.example")]
    [InlineData("Xolqu Vembrix", "xolquvembrix@acme.example")]
    [InlineData("Xolqu Vembrix", "quux@acme.example")]
    [InlineData("Ann Smith", "quuxly@acme.example")]
    [InlineData("Acme Vembrix", "acme.vembrix@acme.example")]
    public void An_address_that_does_not_fit_the_name_leaves_it_open(string name, string email) => Of(name, email).Value.ShouldBe(AccountKind.Unknown);

    [Theory]
    [InlineData("Suharto", null, AccountKind.Human, false)]
    [InlineData("Ann Smith", null, AccountKind.Human, true)]
    [InlineData("Jan Bot", "jan.bot@acme.example", AccountKind.Unknown, false)]
    [InlineData("Support Team", "support@acme.example", AccountKind.Unknown, false)]
    [InlineData("svc-backup", "svc-backup@acme.example", AccountKind.Unknown, false)]
    [InlineData("Ann Smith", "ann@serviceaccount.atlassian.com", AccountKind.Service, true)]
    public void The_staff_list_speaks_for_a_person_and_against_a_machine(string name, string? email, AccountKind value, bool clear)
    {
        var kind = Of(name, email, listed: true);

        kind.Value.ShouldBe(value);
        kind.Clear.ShouldBe(clear);
    }

    [Fact]
    public void Says_why_the_staff_list_counts()
    {
        Of("Suharto", null, listed: true).Because.ShouldBe(["the staff list or the identity provider lists it"]);
        Of("svc-backup", null, listed: true).Because.ShouldBe(["the name holds the word \"svc\"", "but the staff list or the identity provider lists it"]);
    }

    [Theory]
    [InlineData("ロボット", "the name holds a word for a bot")]
    [InlineData("会议室", "the name holds a word for something shared")]
    [InlineData("Сервис", "the name holds a word for software")]
    [InlineData("env=blue", "the name is written as key=value")]
    public void Says_why_in_words_that_can_be_read(string name, string because) => Of(name, null).Because.ShouldBe([because]);

    [Fact]
    public void Says_why()
    {
        Of("Zapier Integration", null).Because.ShouldBe(["the name holds the word \"zapier\""]);
        Of("Ann Smith", "ann@acme.example").Because.ShouldBe(["the name reads like a person's", "the address reads like a person's"]);
        Of("Abbott", "abbott@acme.example").Because.ShouldBe(["the address reads like a person's", "nothing else speaks for a person"]);
        Of("", null).Because.ShouldBe(["nothing tells a person from a machine"]);
    }
}
