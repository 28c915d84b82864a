using Recoup.Core.Directory;

namespace Recoup.Engine.Importing;

/// <summary>One of the CSV files that an admin can download without a key (ATLASSIAN 11).</summary>
internal interface IExportFile
{
    /// <summary>What it is, as evidence names it.</summary>
    string Source { get; }

    /// <summary>The sites its columns name.</summary>
    IEnumerable<Site> Sites { get; }

    /// <summary>Rows that could not be taken, in words, after reading.</summary>
    IReadOnlyList<string> Skipped { get; }

    /// <summary>Every account, each once.</summary>
    IEnumerable<Account> Accounts();
}
