using System.Xml.Linq;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Tests.Conventions;

public sealed class SettingsConventions
{
    private static readonly Type[] Classes = [.. typeof(ISettings).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(ISettings)))];

    private static readonly Dictionary<string, string> Documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "VoipBin.Auth.xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Value);

    [Fact]
    public void Classes_NamedOptionsOrSettings_AreAllOfOurKind()
    {
        var named = typeof(ISettings).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && (type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Settings", StringComparison.Ordinal)))
            .Where(type => type.Namespace?.StartsWith("VoipBin.Auth", StringComparison.Ordinal) == true && type.Name != "TokenBearerOptions");

        Faults.AssertNone(named.Except(Classes));
        Assert.True(Classes.Length >= 10);
    }

    [Fact]
    public void SectionNames_All_AreDistinct()
    {
        var names = Classes.Select(type => (string)type.GetProperty(nameof(ISettings.SectionName))!.GetValue(null)!).ToArray();

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Properties_Each_SaysItsDefault()
    {
        var faults = Classes
            .SelectMany(type => type.GetProperties().Where(property => property.SetMethod is not null))
            .Select(property => $"P:{property.DeclaringType!.FullName}.{property.Name}")
            .Where(name => !Documentation.TryGetValue(name, out var text) || !text.Contains("default", StringComparison.OrdinalIgnoreCase));

        Faults.AssertNone(faults);
    }
}
