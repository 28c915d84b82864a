namespace Recoup.Forge.Kvs;

/// <summary>Texts that come again and again in an index: each stands once, and rows name its number.</summary>
internal sealed class Texts
{
    private readonly Dictionary<string, int> numbers = [];

    public List<string> All { get; } = [];

    public int Of(string text)
    {
        if (!numbers.TryGetValue(text, out var number))
        {
            numbers[text] = number = All.Count;
            All.Add(text);
        }

        return number;
    }
}
