using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Assisting;
using Recoup.Engine.Connecting;
using Recoup.Engine.Diagnosis;
using Recoup.Engine.Scanning;
using Recoup.Forge.Access;
using Recoup.Forge.Hosting;
using Recoup.Forge.Lifecycle;
using Recoup.Forge.Relay;
using Recoup.Web;
using Recoup.Web.Privacy;

namespace Recoup.Forge.Pages;

/// <summary>What pages ask of the app. Work that goes on after the answer is an errand of its queue.</summary>
/// <param name="own">The Jira that the app is installed in.</param>
/// <param name="account">Who asks.</param>
internal sealed class PageHost(Installation installation, Visitors visitors, SiteConnection own, AccountId account) : IPageHost
{
    private static readonly Refusal NotConnected = new("no-connection", "No organisation is connected");
    private static readonly Refusal NoKey = new("no-key", "No key of the organisation is kept: give one on the page Connection");
    private static readonly Refusal Busy = new("busy", "A scan or a run is at work on it just now. Wait until it has ended, or stop it");

    public bool TakesKeys => true;

    public required PrivacyBlanks Privacy { get; init; }

    /// <summary>Every organisation admin, and those whom one of them named for it.</summary>
    public async Task<IReadOnlySet<string>> ApproversAsync(Desk desk, CancellationToken cancellationToken)
    {
        var named = (await desk.Store.SettingsAsync(desk.Org, cancellationToken)).Named.Where(n => n.Roles.Contains("approver")).Select(n => n.Account.Value);
        var admins = await installation.TryGetConnectionAsync(cancellationToken) is { } connection && await installation.TryAccessAsync(connection, cancellationToken) is { } access
            ? await access.Organizations.OrgAdminsAsync(cancellationToken)
            : [];
        return admins.Select(a => a.Value).Concat(named).Append(account.Value).ToHashSet();
    }

    public async Task<(Scan? Scan, Refusal? Refusal)> BeginScanAsync(Desk desk, bool full, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetSecretAsync(desk.Org, SecretName.OrgKey, cancellationToken) is null)
            return (null, NoKey);
        Scan scan;
        await using (var turn = await installation.TryTakeAsync(desk.Org, Jobs.Scan, cancellationToken))
        {
            if (turn is null)
                return (null, Busy);
            (scan, _) = await ScanOrders.BeginAsync(desk, turn.Fence, full, unattended: true, cancellationToken);
        }

        await installation.Queue.PushAsync(new(desk.Org.Value, Errand.Scan, scan.Id.Value, desk.Actor), TimeSpan.Zero);
        return (scan, null);
    }

    public async Task<Scan?> CancelScanAsync(Desk desk, CancellationToken cancellationToken)
    {
        await using var turn = await installation.TryTakeAsync(desk.Org, Jobs.Scan, cancellationToken, takeOver: true);
        return turn is null ? null : await ScanOrders.CancelAsync(desk, turn.Fence, cancellationToken);
    }

    public Task<(Run? Run, Refusal? Refusal)> ApplyAsync(Desk desk, string plan, string? writeKey) =>
        BeginRunAsync(desk, writeKey, acting => new Starting(acting, desk.Org).ApplyAsync(plan, new(TimedId.New(desk.Time)), CancellationToken.None));

    public Task<(Run? Run, Refusal? Refusal)> UndoAsync(Desk desk, RunId run, int? row, int? wave, string? writeKey) =>
        BeginRunAsync(desk, writeKey, acting => new Starting(acting, desk.Org).UndoAsync(run, row, wave, new(TimedId.New(desk.Time)), CancellationToken.None));

    public Task<(Run? Run, Refusal? Refusal)> ResumeAsync(Desk desk, RunId id, string? writeKey) =>
        BeginRunAsync(desk, writeKey, async acting => await desk.Store.TryGetRunAsync(desk.Org, id, CancellationToken.None) is { } run
            ? await new Resuming(acting).ResumeAsync(run, CancellationToken.None)
            : (null, new("no-run", $"there is no run {id}")));

    public Task VerifyAsync(Desk desk, RunId run) => installation.Queue.PushAsync(new(desk.Org.Value, Errand.Verify, run.Value, desk.Actor), TimeSpan.Zero);

    public async Task OrderAsync(Desk desk, Run run, RunOrder order, CancellationToken cancellationToken)
    {
        await RunOrders.AskAsync(desk, run, order, cancellationToken);
        await using var turn = await installation.TryTakeAsync(desk.Org, Jobs.Run, cancellationToken);
        if (turn is null || await ActingDesks.TryOpenAsync(installation, turn, desk.Actor, null, cancellationToken) is not { } acting)
            return;
        if ((await RunOrders.CarryOutAsync(acting, run, order, cancellationToken)).HasEnded)
            await WriteKey.ForgetAsync(desk, run.Id, cancellationToken);
    }

    public async Task<Run> StandingAsync(Run run, CancellationToken cancellationToken) =>
        run.Status == RunStatus.Running && await installation.IsFreeAsync(run.Org, Jobs.Run, cancellationToken) && await installation.Store.TryGetSecretAsync(run.Org, SecretName.WriteKey, cancellationToken) is null
            ? run with { Status = RunStatus.Paused, Because = Interrupted.NeedsKey }
            : run;

    public Task<Refusal?> ForgetAsync(Desk desk, AccountId forgotten, CancellationToken cancellationToken) => new Erasing(installation, visitors).ForgetAsync(desk, forgotten, cancellationToken);

    public Task<Refusal?> ClearAsync(Desk desk, CancellationToken cancellationToken) => new Erasing(installation, visitors).ClearAsync(desk, cancellationToken);

    /// <summary>Inside Jira there are no files to read: whoever is let in has connected, and a scan tells more.</summary>
    public Task<(Scan? Scan, Refusal? Refusal)> ImportAsync(Desk desk, TextReader file, CancellationToken cancellationToken) =>
        Task.FromResult<(Scan?, Refusal?)>((null, new("connected", "Inside Jira a scan tells more than a file")));

    public Connector Connector(Desk desk) => new(desk, destinations => installation.Client(destinations)) { Admin = account, OwnSite = own };

    public async Task<(IReadOnlyList<Check> Checks, Refusal? Refusal)> ExamineAsync(Desk desk, Connection connection, CancellationToken cancellationToken) =>
        await installation.TryAccessAsync(connection, cancellationToken) is { } access
            ? (await new Doctor(access, connection, await desk.Store.SettingsAsync(desk.Org, cancellationToken)).ExamineAsync(cancellationToken), null)
            : ([], NoKey);

    public Task<(IReadOnlyList<string>? Models, Refusal? Refusal)> TestAssistantAsync(Desk desk, CancellationToken cancellationToken) =>
        AssistantKey.TestAsync(desk, installation.Claude, cancellationToken);

    public Task SeePrivacyAsync(Visitor visitor, CancellationToken cancellationToken) => visitors.PrivacySeen.SeeAsync(account, cancellationToken);

    private async Task<(Run? Run, Refusal? Refusal)> BeginRunAsync(Desk desk, string? writeKey, Func<ActingDesk, Task<(Run? Run, Refusal? Refusal)>> begin)
    {
        if ((writeKey ?? await desk.Store.TryGetSecretAsync(desk.Org, SecretName.WriteKey, CancellationToken.None)) is not { } key)
            return (null, new("read-only", "Recoup changes nothing until it is given a key that may write: give one with it. It is kept in the platform's secret store until the run has ended"));
        Run run;
        await using (var turn = await installation.TryTakeAsync(desk.Org, Jobs.Run, CancellationToken.None))
        {
            if (turn is null)
                return (null, Busy);
            if (await ActingDesks.TryOpenAsync(installation, turn, desk.Actor, key, CancellationToken.None) is not { } acting)
                return (null, NotConnected);
            if (writeKey is not null && await WriteKeyProof.RefuseAsync(acting.Atlassian, desk.Org, CancellationToken.None) is { } refused)
                return (null, refused);
            var (begun, refusal) = await begin(acting);
            if (begun is null)
                return (null, refusal);
            run = begun;
            if (writeKey is not null)
                await WriteKey.KeepAsync(desk, run.Id, writeKey, CancellationToken.None);
        }

        await installation.Queue.PushAsync(new(desk.Org.Value, Errand.Run, run.Id.Value, desk.Actor), TimeSpan.Zero);
        return (run, null);
    }
}
