using System.Reflection;
using VoipBin.Auth.AdminConsole.Activity;
using VoipBin.Auth.Audit;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class ActivityKindTests
{
    [Fact]
    public void All_Kinds_AreThoseThatAreRecorded()
    {
        var recorded = typeof(AuditEvent).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(field => field.IsLiteral && field.FieldType == typeof(string) && (type.Name.EndsWith("Events", StringComparison.Ordinal) || field.Name.EndsWith("Event", StringComparison.Ordinal))))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(recorded.Order(StringComparer.Ordinal), ActivityKind.All.Select(kind => kind.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_Sentences_TellKindsApart() => Assert.Equal(ActivityKind.All.Count, ActivityKind.All.Select(kind => kind.Sentence).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("accesskey")]
    [InlineData("ACCESSKEY.CREATED")]
    public void Find_AnotherWord_FindsNone(string? type) => Assert.Null(ActivityKind.Find(type));
}
