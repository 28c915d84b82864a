using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Assisting;
using Recoup.Engine.Connecting;
using Recoup.Engine.Diagnosis;
using Recoup.Engine.Importing;
using Recoup.Engine.Scanning;
using Recoup.Server.Api;
using Recoup.Server.Hosting;
using Recoup.Server.SigningIn;
using Recoup.Server.Working;
using Recoup.Storage.SignIns;
using Recoup.Web;
using Recoup.Web.Privacy;

namespace Recoup.Server.Serving;

/// <summary>What pages ask of this process.</summary>
internal sealed class PageHost(Workplace workplace, JobRunner jobs, SignInBook book, bool isDemo) : IPageHost
{
    public Task<IReadOnlySet<string>> ApproversAsync(Desk desk, CancellationToken cancellationToken) => Approvers.NamesAsync(workplace.Store, cancellationToken);

    public Task<(Scan? Scan, Refusal? Refusal)> BeginScanAsync(Desk desk, bool full, CancellationToken cancellationToken) =>
        BegunAsync(async () => ((Scan?)await jobs.ScanAsync(desk.Org, desk.Actor, full, cancellationToken), (Refusal?)null));

    public Task<Scan?> CancelScanAsync(Desk desk, CancellationToken cancellationToken) => jobs.CancelScanAsync(desk.Org, desk.Actor, cancellationToken);

    public Task<(Run? Run, Refusal? Refusal)> ApplyAsync(Desk desk, string plan, string? writeKey) => BegunAsync(() => jobs.ApplyAsync(desk.Org, desk.Actor, plan, writeKey));

    public Task<(Run? Run, Refusal? Refusal)> UndoAsync(Desk desk, RunId run, int? row, int? wave, string? writeKey) => BegunAsync(() => jobs.UndoAsync(desk.Org, desk.Actor, run, row, wave, writeKey));

    public Task<(Run? Run, Refusal? Refusal)> ResumeAsync(Desk desk, RunId run, string? writeKey) => BegunAsync(() => jobs.ResumeAsync(desk.Org, desk.Actor, run, writeKey));

    public Task VerifyAsync(Desk desk, RunId run) => jobs.VerifyAsync(desk.Org, desk.Actor, run, again: true);

    public Task OrderAsync(Desk desk, Run run, RunOrder order, CancellationToken cancellationToken) => RunsElsewhere.OrderAsync(workplace.As(desk.Actor), run, order, cancellationToken);

    public Task<Refusal?> ForgetAsync(Desk desk, AccountId account, CancellationToken cancellationToken) =>
        ToldAsync(async () => (await Erasing.ForgetAsync(workplace, desk, account, cancellationToken)).Refusal, refusal => refusal);

    public Task<(Scan? Scan, Refusal? Refusal)> ImportAsync(Desk desk, TextReader file, CancellationToken cancellationToken) => BegunAsync(async () =>
    {
        try
        {
            return await Importing.ReadAsync(workplace.As(desk.Actor), desk.Org, file, cancellationToken);
        }
        catch (ImportException e)
        {
            return (null, new("bad-file", e.Message.TrimEnd('.')));
        }
    });

    public bool TakesKeys => !isDemo;

    public Connector Connector(Desk desk) => new(desk, destinations => workplace.Client(destinations));

    public Task<(IReadOnlyList<Check> Checks, Refusal? Refusal)> ExamineAsync(Desk desk, Connection connection, CancellationToken cancellationToken) =>
        ToldAsync<(IReadOnlyList<Check>, Refusal?)>(
            async () =>
            {
                var doctor = new Doctor(await workplace.AccessAsync(connection, cancellationToken), connection, await desk.Store.SettingsAsync(desk.Org, cancellationToken));
                return (await doctor.ExamineAsync(cancellationToken), null);
            },
            refusal => ([], refusal));

    public Task<(IReadOnlyList<string>? Models, Refusal? Refusal)> TestAssistantAsync(Desk desk, CancellationToken cancellationToken) =>
        BegunAsync(() => AssistantKey.TestAsync(desk, workplace.Claude, cancellationToken));

    public Task<Refusal?> ClearAsync(Desk desk, CancellationToken cancellationToken) =>
        ToldAsync(() => Erasing.ClearAsync(workplace, desk, cancellationToken), refusal => refusal);

    public PrivacyBlanks Privacy => new(workplace.Options.PolicyDate, workplace.Options.PolicyContact, workplace.Options.PolicyAddress);

    public async Task SeePrivacyAsync(Visitor visitor, CancellationToken cancellationToken) =>
        await book.ChangeAsync(
            visitor.Name,
            person => person is null ? default(Decision) : new SignInChange(SignInBook.Event(person.Name, "privacy.see")) { Person = person with { PrivacySeen = PrivacyText.Hash } },
            cancellationToken);

    public Task<Run> StandingAsync(Run run, CancellationToken cancellationToken) => RunsElsewhere.StandingAsync(workplace, run, cancellationToken);

    private static Task<(T? Begun, Refusal? Refusal)> BegunAsync<T>(Func<Task<(T? Begun, Refusal? Refusal)>> begin)
        where T : class => ToldAsync(begin, refusal => (null, refusal));

    /// <summary>What a person has to put right is told on the page; it comes as an exception from where verbs and the API let it through.</summary>
    private static async Task<T> ToldAsync<T>(Func<Task<T>> act, Func<Refusal, T> told)
    {
        try
        {
            return await act();
        }
        catch (UserException e)
        {
            return told(new("refused", e.Message.TrimEnd('.')));
        }
    }
}
