using System.Globalization;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.AdminConsole.Accesskeys;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class ExpiryChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30", 30)]
    [InlineData("90", 90)]
    [InlineData("365", 365)]
    public void Read_Preset_IsALifetime(string value, int days)
    {
        var (lifetime, tmExpire, fault) = ExpiryChoice.Read(value, "not looked at", Now, new());

        Assert.Equal((TimeSpan.FromDays(days), Now.AddDays(days), null), (lifetime, tmExpire, fault));
    }

    [Theory]
    [InlineData("2026-11-23", "2026-11-24T00:00:00Z")]
    [InlineData("2028-02-29", "2028-03-01T00:00:00Z")]
    [InlineData("2036-11-18", "2036-11-19T00:00:00Z")]
    public void Read_Day_EndsWithIt(string date, string end)
    {
        var (lifetime, tmExpire, fault) = ExpiryChoice.Read("date", date, Now, new());

        Assert.Equal((null, DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), null), (lifetime, tmExpire, fault));
    }

    [Theory]
    [InlineData("", "", "expiry")]
    [InlineData("31", "", "expiry")]
    [InlineData("date", "", "date")]
    [InlineData("date", "22.11.2027", "date")]
    [InlineData("date", "2027-02-29", "date")]
    [InlineData("date", "2026-11-22", "date")]
    [InlineData("date", "2036-11-19", "date")]
    [InlineData("date", "9999-12-31", "date")]
    [InlineData("date", "0001-01-01", "date")]
    public void Read_NoChoiceOfOurs_NamesTheField(string value, string date, string field)
    {
        var (lifetime, tmExpire, fault) = ExpiryChoice.Read(value, date, Now, new());

        Assert.Equal((null, null, field), (lifetime, tmExpire, fault?.Field));
    }

    /// <summary>What the page offers is taken, and what lies one day beside is not.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(23)]
    public void Days_FirstAndLast_AreThoseThatAreTaken(int hour)
    {
        var (now, limits) = (Now.Date.AddHours(hour), new AccesskeyOptions());
        var (first, last) = ExpiryChoice.Days(new(now, TimeSpan.Zero), limits);

        string? FieldOf(string day, int offset) => ExpiryChoice.Read("date", DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), new(now, TimeSpan.Zero), limits).Fault?.Field;

        Assert.Equal((null, null, "date"), (FieldOf(first, 0), FieldOf(last, 0), FieldOf(last, 1)));
    }

    [Fact]
    public void Within_NarrowLimits_OffersOnlyWhatTheyAllow()
    {
        var limits = new AccesskeyOptions { MinimumLifetime = TimeSpan.FromDays(60), MaximumLifetime = TimeSpan.FromDays(100), DefaultLifetime = TimeSpan.FromDays(60) };

        Assert.Equal(["90", "date"], ExpiryChoice.Within(limits).Select(choice => choice.Value));
        Assert.Equal("expiry", ExpiryChoice.Read("365", "", Now, limits).Fault?.Field);
    }
}
