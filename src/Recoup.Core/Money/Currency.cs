namespace Recoup.Core.Money;

/// <summary>An ISO 4217 code and how many digits its smallest unit has.</summary>
public readonly record struct Currency(string Code)
{
    /// <summary>Digits after the point: 2 unless ISO 4217 says otherwise.</summary>
    public int MinorDigits => Code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    /// <summary>Rounds one invoice line to the smallest unit, half away from zero.</summary>
    public decimal Round(decimal amount) => Math.Round(amount, MinorDigits, MidpointRounding.AwayFromZero);

    /// <summary>Three capital letters.</summary>
    public static bool IsValid(string code) => code.Length == 3 && code.All(c => c is >= 'A' and <= 'Z');

    public override string ToString() => Code;
}
