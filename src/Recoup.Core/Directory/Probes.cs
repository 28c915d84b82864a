namespace Recoup.Core.Directory;

/// <summary>Answers about one candidate that are too dear to ask for everybody.</summary>
public sealed record Probes
{
    /// <summary>Whether the organisation may manage the account's life cycle; null when not asked or not answered.</summary>
    public Manageability? Manage { get; init; }

    /// <summary>When an API token of the account was last used; unknown when not asked or not readable.</summary>
    public Signal TokenUsed { get; init; }

    /// <summary>Why tokens are unknown, in words; null when they were read.</summary>
    public string? TokensNotRead { get; init; }

    /// <summary>Issue activity by connected site; a site that is absent was not asked or did not answer.</summary>
    public IReadOnlyList<IssueActivity> Issues { get => field ?? []; init; }

    /// <summary>What else was read, by connected site; a site that is absent was not asked or did not answer.</summary>
    public IReadOnlyList<SiteWork> Work { get => field ?? []; init; }

    /// <summary>When the answers came.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>The activity on one site; null when unknown.</summary>
    public IssueActivity? IssuesOn(SiteId site) => Issues.FirstOrDefault(i => i.Site == site);

    /// <summary>The work on one site; null when unknown.</summary>
    public SiteWork? WorkOn(SiteId site) => Work.FirstOrDefault(w => w.Site == site);
}

/// <summary>
/// What an account does on one site beyond issues it reported, and what there would break without it. Read only where the
/// admin allows it (<c>reads.extended</c>); what is null was not asked or not answered.
/// </summary>
public sealed record SiteWork(SiteId Site)
{
    /// <summary>Issues of service projects that the account changed or commented on within the inactivity threshold.</summary>
    public int? ServiceIssues { get; init; }

    /// <summary>Ideas of discovery projects that the account changed or commented on within the inactivity threshold: Atlassian counts both alike.</summary>
    public int? Ideas { get; init; }

    /// <summary>Whether it has a role in any service project, by itself or through a group.</summary>
    public bool? InServiceProject { get; init; }

    /// <summary>Projects that the account leads, by key.</summary>
    public IReadOnlyList<string>? Leads { get; init; }

    /// <summary>Filters that it owns and shares with others.</summary>
    public int? SharedFilters { get; init; }

    /// <summary>Dashboards that it owns and shares with others.</summary>
    public int? SharedDashboards { get; init; }
}

/// <summary>The answer of <c>GET /users/{id}/manage</c> for <c>lifecycle.enablement</c>.</summary>
/// <param name="Allowed">Whether this organisation may suspend the account's life cycle itself.</param>
/// <param name="Reason">Atlassian's reason key when not, such as <c>externalDirectory.scim</c>.</param>
public sealed record Manageability(bool Allowed, string? Reason);

/// <summary>Issues on one site that speak for a person's use of it.</summary>
/// <param name="Site">The site asked.</param>
/// <param name="Reported">Issues the person reported that were created within the inactivity threshold.</param>
/// <param name="Assigned">Issues among those read that are assigned to the person: shown, never counted as activity (others' edits move them).</param>
public sealed record IssueActivity(SiteId Site, int Reported, int Assigned);
