using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Files;
using Recoup.Core.Rules;

namespace Recoup.Core.Policies;

/// <summary>
/// Reads a policy's file and says everything that is wrong with it, not only the first. What is not known or stands there twice
/// is wrong too: a protection that is misspelt would protect nobody.
/// </summary>
public sealed class PolicyReader
{
    private const int LongestName = 256;
    private const int LongestReason = 1000;
    private const string Instead = "a group says with one what many parts say";

    private readonly FileFindings _found = new();
    private readonly List<Selector> _scopes = [];
    private readonly List<Selector> _exclusions = [];
    private readonly DateOnly _today;

    private PolicyReader(DateOnly today) => _today = today;

    /// <param name="text">The file, JSON with comments.</param>
    /// <param name="today">Exclusions that ended before get a warning.</param>
    public static PolicyReading Read(string text, DateOnly today)
    {
        var reader = new PolicyReader(today);
        var settings = FileNode.TryRead(text, reader._found) is { } root ? reader.Policy(root) : new();
        return new(PolicyFile.Of(settings), reader._found);
    }

    private Settings Policy(FileNode root)
    {
        if (root.Kind != JsonTokenType.StartObject)
        {
            _found.Wrong(root, $"{root.Shown} is no policy: write an object, {{ \"version\": {PolicyFile.CurrentVersion}, … }}");
            return new();
        }

        // $schema is there for editors, and says nothing to us.
        var parts = _found.Parts(root, "version", "thresholds", "rules", "scopes", "exclusions", "$schema");
        if (parts.GetValueOrDefault("version") is not { } version)
            _found.Wrong(root, $"version is missing: write \"version\": {PolicyFile.CurrentVersion}");
        else if (version.Kind != JsonTokenType.Number || version.Text != $"{PolicyFile.CurrentVersion}")
            _found.Wrong(version, $"{version.Shown} is a version that is not known here: write {PolicyFile.CurrentVersion}, or use the version of Recoup that wrote the file");
        return Numbers(parts.GetValueOrDefault("thresholds")) with
        {
            SwitchedOff = SwitchedOff(parts.GetValueOrDefault("rules")),
            Scopes = [.. _found.Items(parts.GetValueOrDefault("scopes"), PolicyFile.MostParts, Instead).Select(Scope).OfType<Scope>()],
            Exclusions = [.. _found.Items(parts.GetValueOrDefault("exclusions"), PolicyFile.MostParts, Instead).Select(Exclusion).OfType<Exclusion>()],
        };
    }

    private Settings Numbers(FileNode? node)
    {
        var settings = new Settings();
        foreach (var (name, value) in _found.Parts(node, [.. Threshold.All.Select(t => t.Name)]))
        {
            var threshold = Threshold.All.First(t => t.Name == name);
            if (_found.Whole(value, threshold.Least, threshold.Most) is { } number)
                settings = threshold.Set(settings, number);
        }

        return settings;
    }

    private List<string> SwitchedOff(FileNode? node)
    {
        var off = new List<string>();
        foreach (var (id, value) in _found.Parts(node, [.. StandardRules.All.Select(r => r.Id).Order(StringComparer.Ordinal)]))
        {
            if (value is not { Kind: JsonTokenType.String, Text: "on" or "off" })
                _found.Wrong(value, $"{value.Shown} does not fit: write \"on\" or \"off\"");
            else if (value.Text == "off")
                off.Add(id);
        }

        return off;
    }

    private Scope? Scope(FileNode node)
    {
        var parts = _found.Parts(node, ["where", .. Threshold.OfScopes.Select(t => t.Name)]);
        if (parts.Count == 1)
            _found.Warn(node, "sets no number: the general ones hold there, whatever the scopes below say");
        var scope = new Scope(Where(node, parts, "would hold for everything: set these numbers under thresholds instead"), Own(Threshold.InactiveDays), Own(Threshold.NeverUsedDays), Own(Threshold.ExternalDays));
        if (_scopes.FindIndex(s => !s.IsEmpty && s.Covers(scope.Where)) is >= 0 and var earlier)
            _found.Warn(node, $"never counts: scopes[{earlier}] stands before it and fits everything that it fits");
        _scopes.Add(scope.Where);
        return scope;

        int? Own(Threshold threshold) => parts.TryGetValue(threshold.Name, out var value) ? _found.Whole(value, threshold.Least, threshold.Most) : null;
    }

    private Exclusion? Exclusion(FileNode node)
    {
        var parts = _found.Parts(node, "where", "reason", "until");
        var where = Where(node, parts, "would leave everything alone: name a product, site, group or domain");
        if (node.Kind == JsonTokenType.StartObject && !parts.ContainsKey("reason"))
            _found.Wrong(node, "reason is missing: say in a sentence why it is left alone");
        var reason = parts.TryGetValue("reason", out var why) ? _found.Text(why, LongestReason) : null;
        var until = parts.TryGetValue("until", out var last) ? _found.Day(last) : null;
        if (until < _today)
            _found.Warn(last!, $"{until:yyyy-MM-dd} has passed: this exclusion leaves nothing alone any more");
        if (!where.IsEmpty && _exclusions.IndexOf(where) is >= 0 and var earlier)
            _found.Warn(node, $"is about the same as exclusions[{earlier}]: one of the two is enough");
        _exclusions.Add(where);
        return new(where, reason ?? "", until);
    }

    /// <summary>Whom a part is about; empty when that is not said as it should be.</summary>
    private Selector Where(FileNode part, Dictionary<string, FileNode> parts, string whenEmpty)
    {
        if (!parts.TryGetValue("where", out var node))
        {
            if (part.Kind == JsonTokenType.StartObject)
                _found.Wrong(part, "where is missing: name a product, site, group or domain");
            return new();
        }

        var names = _found.Parts(node, "product", "site", "group", "domain");
        if (node is { Kind: JsonTokenType.StartObject, Members.Count: 0 })
            _found.Wrong(node, $"names nothing, and so {whenEmpty}");
        return new()
        {
            Product = names.TryGetValue("product", out var product) ? Product(product) : null,
            Site = names.TryGetValue("site", out var site) ? _found.Text(site, LongestName) : null,
            Group = names.TryGetValue("group", out var group) ? _found.Text(group, LongestName) : null,
            Domain = names.TryGetValue("domain", out var domain) ? Domain(domain) : null,
        };
    }

    private Product? Product(FileNode node)
    {
        if (node.Kind == JsonTokenType.String && new Product(node.Text) is { HasSeats: true } product)
            return product;
        _found.Wrong(node, $"{node.Shown} is no product with seats: write one of {string.Join(", ", Core.Directory.Product.WithSeats)}");
        return null;
    }

    private string? Domain(FileNode node)
    {
        if (node.Kind == JsonTokenType.String && node.Text.Length <= LongestName && MailDomain.IsOne(node.Text))
            return node.Text.ToLowerInvariant();
        _found.Wrong(node, $"{node.Shown} is no mail domain: write what stands behind the @, such as \"acme.com\"");
        return null;
    }
}
