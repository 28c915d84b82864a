using System.Text.Json.Serialization;
using Recoup.Engine;

namespace Recoup.Storage.SignIns;

/// <summary>Somebody who may sign in.</summary>
public sealed record Person
{
    /// <summary>How often in a row a wrong password or code may be given before nobody is let in for a while.</summary>
    public const int MostWrong = 5;

    /// <summary>For how long nobody is let in then.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    /// <summary>What they are called, on the pages and as actor of the audit log. Two names that differ in case or accents only are one.</summary>
    public required string Name { get; init; }

    /// <summary>What they may do.</summary>
    public required IReadOnlyList<SignInRole> Roles { get; init; }

    /// <summary>The hash of the password; null until they have chosen one.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The secret that their authenticator shares with us, encrypted; null where they have none.</summary>
    public string? Authenticator { get; init; }

    /// <summary>The time step of the code that was accepted last: it and those before are used up.</summary>
    public long LastStep { get; init; }

    /// <summary>Hashes of the recovery codes that are left.</summary>
    public IReadOnlyList<string> RecoveryCodes { get => field ?? []; init; }

    /// <summary>Wrong passwords and codes in a row.</summary>
    public int Wrong { get; init; }

    /// <summary>Until when nobody is let in; null when not locked.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When they were added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they signed in last; null when never.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>The privacy text that they said they have seen, by its hash; null before they said so of any.</summary>
    public string? PrivacySeen { get; init; }

    /// <summary>Who they are at the operator's OpenID provider; null where they sign in with a password only.</summary>
    public OpenIdSubject? OpenId { get; init; }

    /// <summary>Which state of them this is, to see whether somebody else was quicker; 0 for somebody new.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>Whether they could sign in at all.</summary>
    [JsonIgnore]
    public bool IsSetUp => PasswordHash is not null || OpenId is not null;

    /// <summary>Whether they could sign in and let others in.</summary>
    [JsonIgnore]
    public bool IsAdmin => IsSetUp && Roles.Contains(SignInRole.Admin);

    /// <summary>Whether they have a role. Everybody may read.</summary>
    public bool Has(SignInRole role) => role == SignInRole.Viewer || Roles.Contains(role);

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    /// <summary>After a wrong password or code.</summary>
    public Person WithWrong(DateTimeOffset now) => Wrong + 1 < MostWrong ? this with { Wrong = Wrong + 1 } : this with { Wrong = 0, LockedUntil = now + Lock };

    /// <summary>Without a second factor and what stands in for it.</summary>
    public Person WithoutAuthenticator() => this with { Authenticator = null, LastStep = 0, RecoveryCodes = [] };

    /// <summary>Let in again.</summary>
    public Person Unlocked() => this with { Wrong = 0, LockedUntil = null };
}

/// <summary>Somebody as an OpenID provider knows them.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">Its id of the person, which never changes there.</param>
public sealed record OpenIdSubject(string Issuer, string Subject);
