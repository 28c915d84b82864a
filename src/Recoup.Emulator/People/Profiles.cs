namespace Recoup.Emulator;

/// <summary>What a profile says beside the name.</summary>
internal static class Profiles
{
    public static readonly string[] Titles =
    [
        "Software Engineer", "Senior Software Engineer", "Product Manager", "Designer", "Data Analyst", "Account Executive", "Support Engineer", "Office Manager", "Controller",
        "Recruiter", "Scrum Master", "Legal Counsel", "Marketing Manager", "QA Engineer", "Site Reliability Engineer", "Procurement Specialist", "Team Lead", "Working Student",
    ];

    public static readonly string[] Departments = ["Engineering", "Product", "Finance", "Sales", "Marketing", "People", "Legal", "Support", "Operations", "Security"];

    public static readonly string[] Places = ["Berlin", "Lyon", "Austin", "Osaka", "Porto", "Kraków", "Remote"];

    public static readonly string[] Zones = ["Europe/Berlin", "Europe/Paris", "America/Chicago", "Asia/Tokyo", "Europe/Lisbon", "Europe/Warsaw", "Etc/UTC"];

    public static readonly string[] ForeignDomains = ["contractor.test", "agency.example", "freelance.test", "partner.example", "gmail.example"];
}
