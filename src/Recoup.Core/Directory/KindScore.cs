using System.Text;

namespace Recoup.Core.Directory;

/// <summary>
/// The deterministic score that tells people from machines. It looks only at the account's own record, on word
/// boundaries ("Abbott" holds no bot), and answers unknown when signals conflict: a wrong "human" costs somebody access.
/// </summary>
public static class KindScore
{
    private static readonly HashSet<string> BotWords = ["bot", "robot", "chatbot", "slackbot"];

    private static readonly HashSet<string> ServiceWords =
    [
        "svc", "service", "services", "serviceaccount", "api", "automation", "automations", "automate", "integration", "integrations",
        "jenkins", "gitlab", "github", "bitbucket", "bamboo", "teamcity", "circleci", "ci", "cd", "cicd", "build", "builds", "deploy",
        "deployment", "pipeline", "webhook", "webhooks", "sync", "backup", "backups", "cron", "scheduler", "monitoring", "monitor",
        "alerts", "alerting", "zapier", "workato", "terraform", "ansible", "noreply", "donotreply", "reply", "notification", "notifications", "mailer", "daemon", "agent", "connector",
        "migration", "system", "exporter", "importer", "scanner", "etl", "reporting", "devops", "dependabot", "grafana", "sonarqube", "splunk", "datadog", "pagerduty", "opsgenie",
    ];

    private static readonly HashSet<string> SharedWords =
    [
        "info", "support", "team", "helpdesk", "help", "office", "sales", "contact", "hello", "jobs", "hr", "careers", "billing",
        "accounts", "accounting", "finance", "invoices", "marketing", "press", "media", "legal", "security", "admin", "admins",
        "administrator", "reception", "frontdesk", "mailbox", "inbox", "shared", "group", "desk", "servicedesk", "purchasing", "procurement",
        "feedback", "orders", "it", "ops", "test", "testing", "demo", "training", "guest", "room",
    ];

    /// <summary>Judges one account.</summary>
    public static Kind Of(Account account)
    {
        if (account.Type == "app")
            return new(AccountKind.App, ["Atlassian's account type is app"]);
        if (account.Type == "customer")
            return new(AccountKind.Customer, ["Atlassian's account type is customer"]);
        if (account.Domain is "serviceaccount.atlassian.com" or "connect.atlassian.com")
            return new(AccountKind.Service, [$"the address is at {account.Domain}"]);

        var local = account.Email is { } email && email.IndexOf('@') is > 0 and var at ? email[..at] : "";
        var nameWords = Words.Of(account.Name);
        var localWords = Words.Of(local);
        var machine = Machine(nameWords, "the name") ?? Machine(localWords, "the address");
        var personalName = IsPersonalName(account.Name, nameWords);
        var shared = SharedAddress(localWords, nameWords, personalName);

        if ((machine ?? shared) is { } found)
        {
            return account.HasJob == true
                ? new(AccountKind.Unknown, [.. found.Because, "but a job title or department is filled in"])
                : found;
        }

        var because = new List<string>();
        if (account.HasJob == true)
            because.Add("a job title or department is filled in");
        if (personalName)
            because.Add("the name reads like a person's");
        if (localWords.Count > 0 && localWords.TrueForAll(w => !SharedWords.Contains(w)))
            because.Add("the address reads like a person's");
        return because.Count >= 2
            ? new(AccountKind.Human, because)
            : new(AccountKind.Unknown, because.Count == 0 ? ["nothing tells a person from a machine"] : [.. because, "nothing else speaks for a person"]);
    }

    private static Kind? Machine(List<string> words, string where)
    {
        foreach (var word in words)
        {
            if (BotWords.Contains(word))
                return new(AccountKind.Bot, [$"{where} holds the word \"{word}\""]);
            if (ServiceWords.Contains(word))
                return new(AccountKind.Service, [$"{where} holds the word \"{word}\""]);
        }

        return null;
    }

    /// <summary>Generic address and no person's name: one of the two alone also fits a small firm's owner at info@.</summary>
    private static Kind? SharedAddress(List<string> localWords, List<string> nameWords, bool personalName)
    {
        var generic = localWords.Find(SharedWords.Contains);
        if (generic is null)
            return null;
        return !personalName || nameWords.Exists(SharedWords.Contains)
            ? new(AccountKind.Shared, [$"the address holds the word \"{generic}\"", "the name is not a person's"])
            : new(AccountKind.Unknown, [$"the address holds the word \"{generic}\"", "but the name reads like a person's"]);
    }

    private static bool IsPersonalName(string name, List<string> words)
    {
        if (name.Length is 0 or > 80 || words.Exists(w => SharedWords.Contains(w)))
            return false;
        foreach (var c in name)
        {
            // Letters and combining marks of any script; what joins name parts; nothing that markup, formulas or numbering use.
            var fits = char.IsLetter(c) || char.IsSurrogate(c) || c is ' ' or '-' or '\'' or '’' or '.' or ',' or '·' or '・' or '(' or ')' or '\u3000'
                || Words.IsInsideWords(c);
            if (!fits)
                return false;
        }

        // Scripts without spaces write a whole name as one word; elsewhere one word alone is as likely a system's.
        return words.Count >= 2 || name.EnumerateRunes().Any(r => r.Value >= 0x2E80 && Rune.IsLetter(r));
    }
}
