using Recoup.Core.Directory;
using Recoup.Core.Files;

namespace Recoup.Core.Money;

/// <summary>Holds a price book against what a scan saw.</summary>
public static class PriceBookReach
{
    /// <summary>Sites that it names and that are none or cost nothing, and what has users and no sum.</summary>
    /// <param name="reading">The price book, without errors.</param>
    /// <param name="survey">The sites that the scan saw.</param>
    /// <param name="money">The bills by this price book.</param>
    public static IReadOnlyList<FileProblem> Doubts(PriceBookReading reading, Survey survey, MoneyView money)
    {
        var subscriptions = reading.Book?.Subscriptions ?? [];
        var doubts = new List<FileProblem>();
        for (var i = 0; i < subscriptions.Count; i++)
        {
            for (var j = 0; j < subscriptions[i].Sites.Count; j++)
            {
                var named = subscriptions[i].Sites[j];
                var site = survey.Sites.FirstOrDefault(s => s.Id.Value == named || s.Name == named);
                if (site is null)
                    Doubt($"$.subscriptions[{i}].sites[{j}]", $"the last scan saw no site \"{named}\": sites are {string.Join(", ", survey.Sites.Where(s => !s.Sandbox).Select(s => s.Name))}");
                else if (site.Sandbox)
                    Doubt($"$.subscriptions[{i}].sites[{j}]", $"\"{named}\" is a sandbox, whose seats cost nothing");
            }
        }

        foreach (var open in money.Unpriced.Where(u => u.Users > 0))
        {
            var at = subscriptions.ToList().FindIndex(s => s.Name == open.Name);
            Doubt(at < 0 ? "$.subscriptions" : $"$.subscriptions[{at}]", $"no sum holds {open.Name}, with {open.Users} user{(open.Users == 1 ? "" : "s")}: {open.Why}");
        }

        return [.. doubts.OrderBy(d => d.Line)];

        void Doubt(string path, string says) => doubts.Add(new(path, reading.LineOf(path), says));
    }
}
