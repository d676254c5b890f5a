using VoipBin.Auth.AdminConsole.Activity;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class ActivityChangeTests
{
    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"name":"a key","token_prefix":"vb_01234567"}""", "Name: a key; Begins with: vb_01234567")]
    [InlineData("""{"old_name":"before","name":"after","old_detail":"","detail":""}""", "Name: before > after")]
    [InlineData("""{"old_email":"","email":"ada@example.com"}""", "Email address:  > ada@example.com")]
    [InlineData("""{"old_permission":48,"permission":64}""", "Permission: Admin and Agent > Manager")]
    [InlineData("""{"username":"ada","permission":0}""", "Username: ada; Permission: No rights")]
    [InlineData("""{"something":{"new":[1]},"count":2,"none":null}""", """something: {"new":[1]}; count: 2; none: null""")]
    [InlineData("""{"tm_expire":"soon"}""", "Expires: soon")]
    public void Of_Data_SaysWhatChanged(string data, string said) => Assert.Equal(said, string.Join("; ", ActivityChange.Of(data).Select(Say)));

    [Fact]
    public void Of_Instants_AreInstants()
    {
        var change = Assert.Single(ActivityChange.Of("""{"tm_expire":"2026-11-22T09:30:00.123456Z"}"""));

        Assert.Equal(("Expires", new DateTimeOffset(2026, 11, 22, 9, 30, 0, 123, 456, TimeSpan.Zero)), (change.Label, change.After.At));
    }

    private static string Say(ActivityChange change) => $"{change.Label}: {(change.Before is { } before ? $"{before.Text} > " : "")}{change.After.Text}";
}
