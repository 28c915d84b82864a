using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Recoup.Core.Rules;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Storage;

namespace Recoup.Tests.Promises;

/// <summary>What is written in the assemblies that ship: their texts, and the types of others that they use.</summary>
internal static class OurCode
{
    /// <summary>All but the emulator, which nobody's data goes through.</summary>
    public static IReadOnlyList<string> Assemblies { get; } =
        [.. new[] { typeof(IRule), typeof(IStore), typeof(SqlStore), typeof(CommandLine) }.Select(t => t.Assembly.Location)];

    /// <summary>Every text in an assembly's code.</summary>
    public static IReadOnlyList<string> Texts(string assembly) => Read(assembly, metadata =>
    {
        var texts = new List<string>();
        for (var handle = metadata.GetNextHandle(default(UserStringHandle)); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            texts.Add(metadata.GetUserString(handle));
        return texts;
    });

    /// <summary>Full names of the types of other assemblies that an assembly uses.</summary>
    public static IReadOnlyList<string> Uses(string assembly) => Read(assembly, metadata => metadata.TypeReferences
        .Select(metadata.GetTypeReference)
        .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}")
        .ToList());

    /// <summary>A file of the checkout.</summary>
    public static string Repository(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
                return Path.Combine(folder.FullName, path);
        }

        throw new InvalidOperationException($"No Recoup.slnx above {AppContext.BaseDirectory}: these tests run inside a checkout.");
    }

    private static T Read<T>(string assembly, Func<MetadataReader, T> read)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return read(file.GetMetadataReader());
    }
}
