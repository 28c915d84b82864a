using System.Text.Json.Serialization;

namespace Recoup.Core.Directory;

/// <summary>
/// One Atlassian account as the last scan or import saw it. Texts of open sets (status, claim, source) are kept as
/// Atlassian writes them, unknown values too. Job title and department are not kept, only whether one was there.
/// </summary>
public sealed record Account
{
    public required AccountId Id { get; init; }

    /// <summary>Any script, any length, possibly with markup: data, never a template.</summary>
    public required string Name { get; init; }

    /// <summary>The address; null where the source hides it.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the owner proved the address; null where the source does not tell.</summary>
    public bool? EmailVerified { get; init; }

    /// <summary><c>atlassian</c>, <c>app</c>, <c>customer</c> or another value.</summary>
    public string Type { get => field ?? "atlassian"; init; }

    /// <summary><c>active</c>, <c>suspended</c>, <c>not_invited</c>, <c>deactivated</c>, <c>for_deletion</c> or another value.</summary>
    public required string Status { get; init; }

    /// <summary><c>managed</c>, <c>unmanaged</c>, another value, or null where the source does not tell.</summary>
    public string? Claim { get; init; }

    /// <summary><c>invited</c>, <c>synced</c>, another value, or null where undetermined.</summary>
    public string? Source { get; init; }

    /// <summary>When the account first came into any directory: an upper bound of every tenure.</summary>
    public DateTimeOffset? AddedToOrg { get; init; }

    /// <summary>Whether a job title or a department is filled in; null where the source does not tell.</summary>
    public bool? HasJob { get; init; }

    /// <summary>Organisation-wide admin roles; null where not read.</summary>
    public IReadOnlyList<string>? PlatformRoles { get; init; }

    /// <summary>Last use by product and site, also of products without a seat; null where not read. A product that is absent was never used.</summary>
    public IReadOnlyList<Usage>? Usage { get; init; }

    /// <summary>The newest use of anything, where a source gives only that (the managed-accounts export).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Signal LastActiveAnywhere { get; init; }

    /// <summary>Whether Atlassian counts access to more resources than the account's groups explain: then a role may have been given to it directly.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasUnexplainedAccess { get; init; }

    /// <summary>Resources on which the account's groups give something, but not the user role: an admin's, or a help-centre customer's.</summary>
    public IReadOnlyList<Resource> OtherAccess { get => field ?? []; init; }

    /// <summary>Whether Atlassian Guard bills the account; null where the source does not tell.</summary>
    public bool? GuardBillable { get; init; }

    /// <summary>Directories in which the account is suspended while it is active in another: its seats there are not billed.</summary>
    public IReadOnlyList<DirectoryId> SuspendedIn { get => field ?? []; init; }

    /// <summary>Connected sites on which it has a role in a service project; null where that was not read.</summary>
    public IReadOnlyList<SiteId>? ServesOn { get; init; }

    /// <summary>Groups that the policy names and the account is in, as the policy writes them; groups that give a seat stand with the seat.</summary>
    public IReadOnlyList<string> InGroups { get => field ?? []; init; }

    /// <summary>When the account was last given access or put into a group, by the organisation's audit log; null where that does not tell.</summary>
    public DateTimeOffset? LastGiven { get; init; }

    /// <summary>The paid roles. Empty for an account that is not active.</summary>
    public IReadOnlyList<Seat> Seats { get => field ?? []; init; }

    /// <summary>Why the record is incomplete, in words; null when everything configured was read.</summary>
    public string? Incomplete { get; init; }

    /// <summary>What was asked about this account alone; null when it was no candidate.</summary>
    public Probes? Probes { get; init; }

    /// <summary>What it is taken for, and why.</summary>
    public Kind Kind { get => field ?? Kind.Unjudged; init; }

    /// <summary>What an assistant takes it for; null where none was asked, or gave no answer.</summary>
    public Opinion? Opinion { get; init; }

    /// <summary>When the record was read.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    [JsonIgnore]
    public bool IsActive => Status == "active";

    /// <summary>Whether it costs anything: only then is it judged. Guard may bill an account without a seat, and one that is suspended.</summary>
    [JsonIgnore]
    public bool CostsAnything => (IsActive && Seats.Count > 0) || (GuardBillable == true && (IsActive || IsSuspended));

    /// <summary>Whether it is suspended in every directory.</summary>
    [JsonIgnore]
    public bool IsSuspended => Status == "suspended";

    [JsonIgnore]
    public bool IsManaged => Claim == "managed";

    [JsonIgnore]
    public bool IsUnmanaged => Claim == "unmanaged";

    /// <summary>Whether it is one of Atlassian's own accounts for software, which take no seat.</summary>
    [JsonIgnore]
    public bool IsNativeServiceAccount => Domain == "serviceaccount.atlassian.com";

    /// <summary>The address's domain in lower case; null without an address.</summary>
    [JsonIgnore]
    public string? Domain =>
        Email is { } email && email.LastIndexOf('@') is >= 0 and var at ? email[(at + 1)..].ToLowerInvariant() : null;

    /// <summary>The newest use of anything.</summary>
    [JsonIgnore]
    public Signal LastUse
    {
        get
        {
            if (Usage is null)
                return LastActiveAnywhere;
            var newest = LastActiveAnywhere.HasValue ? LastActiveAnywhere : Signal.None;
            for (var i = 0; i < Usage.Count; i++)
            {
                var last = Usage[i].Last;
                if (!last.IsKnown)
                    return Signal.Unknown;
                if (last.HasValue && (!newest.HasValue || last.At > newest.At))
                    newest = last;
            }

            return newest;
        }
    }

    /// <summary>Last use of one product on one site.</summary>
    public Signal LastActive(Resource resource)
    {
        if (Usage is null)
            return Signal.Unknown;
        // By index: an enumerator for every seat of every account would be the dearest part of judging it.
        for (var i = 0; i < Usage.Count; i++)
        {
            if (Usage[i].Resource == resource)
                return Usage[i].Last;
        }

        return Signal.None;
    }
}
