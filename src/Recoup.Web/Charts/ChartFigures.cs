using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Web.Charts;

/// <summary>What a chart draws. Whatever is computed of it is computed here: the script only draws.</summary>
/// <param name="Says">What it shows, for those who do not see it.</param>
public abstract record ChartFigures(string Says)
{
    /// <summary>As a block of a page holds it: characters that end a block are escaped.</summary>
    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, GetType(), ChartJson.Default);
}

/// <summary>Seats by the days since their last use.</summary>
/// <param name="Each">How many days a bar is for.</param>
/// <param name="Days">From how many days on a seat is called idle.</param>
/// <param name="Bars">Seats.</param>
/// <param name="Said">What is said of each number of days that can be chosen, 0, one bar's, and so on.</param>
internal sealed record IdleFigures(string Says, int Each, int Days, IReadOnlyList<int> Bars, IReadOnlyList<string> Said) : ChartFigures(Says);

/// <summary>Seats as they flow from what was bought to how they are used.</summary>
internal sealed record FlowFigures(string Says, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowLink> Links) : ChartFigures(Says);

/// <param name="Name">Names it among the nodes.</param>
/// <param name="Label">What stands beside it.</param>
/// <param name="Tone">Its colour: brand, idle, neutral, success or discovery.</param>
internal sealed record FlowNode(string Name, string Label, string Tone);

internal sealed record FlowLink(string Source, string Target, int Value);

/// <summary>Users between the edges of tiers.</summary>
/// <param name="Tiers">Those around, by their first and last user.</param>
/// <param name="Now">Users of the next renewal.</param>
/// <param name="After">Of these, left once everything is taken back that can be.</param>
internal sealed record RulerFigures(string Says, IReadOnlyList<RulerTier> Tiers, int Now, int After) : ChartFigures(Says);

internal sealed record RulerTier(int From, int To);

/// <summary>Sums a month from days on.</summary>
/// <param name="Currency">ISO 4217 code.</param>
internal sealed record SavingsFigures(string Says, string Currency, IReadOnlyList<SavingsPoint> Promised, IReadOnlyList<SavingsPoint> Realised) : ChartFigures(Says);

internal sealed record SavingsPoint(DateOnly Day, decimal Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IdleFigures))]
[JsonSerializable(typeof(FlowFigures))]
[JsonSerializable(typeof(RulerFigures))]
[JsonSerializable(typeof(SavingsFigures))]
internal sealed partial class ChartJson : JsonSerializerContext;
