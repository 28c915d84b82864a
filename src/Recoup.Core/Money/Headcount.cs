using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Money;

/// <summary>
/// How many people hold what. Also a difference between two of these, and then numbers may be negative: what taking something
/// back would change. Nobody can be told from it.
/// </summary>
[JsonConverter(typeof(HeadcountConverter))]
public sealed class Headcount : IEquatable<Headcount>
{
    private readonly Dictionary<Footprint, int> _people = [];

    /// <summary>Footprints with how many people have them, never none, in no order.</summary>
    public IReadOnlyDictionary<Footprint, int> People => _people;

    public static Headcount Of(IEnumerable<Account> accounts)
    {
        var counted = new Headcount();
        counted.Add(accounts);
        return counted;
    }

    public void Add(IEnumerable<Account> accounts)
    {
        foreach (var account in accounts)
            Add(Footprint.Of(account), 1);
    }

    public void Add(Footprint footprint, int people)
    {
        if (footprint.IsNothing)
            return;
        var now = _people.GetValueOrDefault(footprint) + people;
        if (now == 0)
            _people.Remove(footprint);
        else
            _people[footprint] = now;
    }

    /// <summary>One person's footprint becomes another.</summary>
    public void Move(Footprint from, Footprint to)
    {
        if (from.Equals(to))
            return;
        Add(from, -1);
        Add(to, 1);
    }

    /// <summary>Seats by product, of the resources that are asked for.</summary>
    public Dictionary<Product, int> Seats(Func<Resource, bool> wanted)
    {
        var seats = new Dictionary<Product, int>();
        foreach (var (footprint, people) in _people)
        {
            foreach (var resource in footprint.Holds)
            {
                if (wanted(resource))
                    seats[resource.Product] = seats.GetValueOrDefault(resource.Product) + people;
            }
        }

        return seats;
    }

    /// <summary>Both together, as a new one.</summary>
    public Headcount Plus(Headcount other)
    {
        var sum = new Headcount();
        foreach (var (footprint, people) in _people.Concat(other._people))
            sum.Add(footprint, people);
        return sum;
    }

    public Headcount Copy() => Plus(new());

    public bool Equals(Headcount? other) =>
        other is not null && _people.Count == other._people.Count && _people.All(p => other._people.GetValueOrDefault(p.Key) == p.Value);

    public override bool Equals(object? obj) => Equals(obj as Headcount);

    public override int GetHashCode() => _people.Count;
}

/// <summary>Each product and site is written once, and each footprint as numbers: [people, Guard, places of what is held…], of what was given up as -1 less the place.</summary>
public sealed class HeadcountConverter : JsonConverter<Headcount>
{
    public override Headcount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var resources = document.RootElement.GetProperty("resources").EnumerateArray()
            .Select(r => Resource.TryParse(r.GetString()) ?? throw new JsonException("A resource is an ARI.")).ToList();
        var counted = new Headcount();
        foreach (var row in document.RootElement.GetProperty("people").EnumerateArray())
        {
            var numbers = row.EnumerateArray().Select(n => n.GetInt32()).ToList();
            counted.Add(
                Footprint.Of(numbers.Skip(2).Where(at => at >= 0).Select(at => resources[at]), (GuardCount)numbers[1], numbers.Skip(2).Where(at => at < 0).Select(at => resources[-1 - at])),
                numbers[0]);
        }

        return counted;
    }

    public override void Write(Utf8JsonWriter writer, Headcount value, JsonSerializerOptions options)
    {
        var resources = value.People.Keys.SelectMany(f => f.Holds.Concat(f.GivenUp)).Distinct().OrderBy(r => r.Ari, StringComparer.Ordinal).ToList();
        var places = resources.Select((resource, at) => (resource, at)).ToDictionary(r => r.resource, r => r.at);
        writer.WriteStartObject();
        writer.WriteStartArray("resources");
        foreach (var resource in resources)
            writer.WriteStringValue(resource.Ari);
        writer.WriteEndArray();
        writer.WriteStartArray("people");
        foreach (var (footprint, people) in value.People.OrderBy(p => p.Key, Comparer<Footprint>.Create(Footprint.Compare)))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(people);
            writer.WriteNumberValue((int)footprint.Guard);
            foreach (var resource in footprint.Holds)
                writer.WriteNumberValue(places[resource]);
            foreach (var resource in footprint.GivenUp)
                writer.WriteNumberValue(-1 - places[resource]);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
