using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Forge.Access;
using Recoup.Forge.Hosting;
using Recoup.Forge.Lifecycle;
using Recoup.Forge.Pages;
using Recoup.Forge.Relay;

namespace Recoup.Forge;

/// <summary>One call of one function of the app, and everything that it reaches the platform by.</summary>
/// <param name="scope">Its number.</param>
internal sealed class Invocation(int scope)
{
    /// <summary>No step is begun when so little time is left: the longest takes a minute of waiting, and the answers to it.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(60);

    private readonly Installation _installation = new(scope, TimeProvider.System);

    private Visitors Visitors => new(new HostKvs(scope), _installation.Time);

    private PersonalData PersonalData => new(_installation, new(scope), Visitors);

    /// <summary>Does what a function of the app asks for.</summary>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public async Task<string> AnswerAsync(string method, string argument)
    {
        switch (method)
        {
            case "page":
                var call = JsonSerializer.Deserialize(argument, PageJson.Default.PageCall)!;
                var answer = await new PageDesk(_installation, Visitors).AnswerAsync(call, CancellationToken.None);
                return JsonSerializer.Serialize(answer, PageJson.Default.PageAnswer);
            case "work":
                try
                {
                    await WorkAsync(JsonSerializer.Deserialize(argument, InvocationJson.Default.GivenErrand)!);
                }
                catch (LeaseLostException)
                {
                    // Another invocation goes on with it, or it was ended.
                }

                return "null";
            case "watch":
                await new Watch(_installation).LookAsync(CancellationToken.None);
                return "null";
            case "personal-data":
                await PersonalData.ReportAsync(CancellationToken.None);
                return "null";
            case "installed" or "upgraded":
                var version = JsonSerializer.Deserialize(argument, InvocationJson.Default.String)!;
                await new Lifetime(_installation, Visitors).NoteAsync(method == "installed" ? "app.install" : "app.upgrade", version, CancellationToken.None);
                return "null";
            case "uninstalled":
                await new Lifetime(_installation, Visitors).EndAsync(CancellationToken.None);
                return "null";
            default:
                throw new ArgumentException($"There is no {method}.", nameof(method));
        }
    }

    private async Task WorkAsync(GivenErrand given)
    {
        var (errand, time) = (given.Errand, _installation.Time);
        var stint = new Stint(time.GetUtcNow() + TimeSpan.FromMilliseconds(given.Left) - Spare, time);
        var org = OrgId.From(errand.Org);
        switch (errand.Job)
        {
            case Errand.Scan:
                await new ScanErrand(_installation, stint, errand.By).GoOnAsync(org, new(errand.Id), CancellationToken.None);
                break;
            case Errand.Run:
                await new RunErrand(_installation, stint, errand.By).GoOnAsync(org, new(errand.Id), CancellationToken.None);
                break;
            case Errand.Verify:
                await new RunErrand(_installation, stint, errand.By).VerifyAsync(org, new(errand.Id), CancellationToken.None);
                break;
            case Errand.Forget:
                await PersonalData.ForgetAsync(org, new(errand.Id), CancellationToken.None);
                break;
            default:
                throw new ArgumentException($"There is no job {errand.Job}.", nameof(given));
        }
    }
}

/// <summary>An errand as the queue brings it.</summary>
/// <param name="Errand">What is to be gone on with.</param>
/// <param name="Left">How long the invocation may take, in milliseconds.</param>
internal sealed record GivenErrand(Errand Errand, long Left);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GivenErrand))]
[JsonSerializable(typeof(string))]
internal sealed partial class InvocationJson : JsonSerializerContext;
