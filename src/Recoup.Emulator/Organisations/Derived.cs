namespace Recoup.Emulator;

/// <summary>Something worked out from all accounts, and again after a write.</summary>
internal sealed class Derived<T>(Organisation organisation, Func<T> make)
{
    readonly Lock gate = new();
    long version = -1;
    T? value;

    public T Value
    {
        get
        {
            lock (gate)
            {
                var now = organisation.Version;
                if (version != now) (value, version) = (make(), now);
                return value!;
            }
        }
    }
}
