using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.Tests.Accesskeys;

public sealed class AccesskeyTests
{
    private static readonly DateTimeOffset Created = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Created.AddHours(1);
    private static readonly Guid Customer = Guid.Parse("0190d5c8-0000-7000-8000-000000000001");

    [Fact]
    public void Create_Always_KeepsTheHashAndNotTheToken()
    {
        var token = AccesskeyToken.Parse("vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe");

        var accesskey = Accesskey.Create(Customer, "name", "detail", token, TimeSpan.FromDays(1), Created);

        Assert.Equal(Customer, accesskey.CustomerId);
        Assert.Equal("name", accesskey.Name);
        Assert.Equal("detail", accesskey.Detail);
        Assert.Equal(token.Hash(), accesskey.TokenHash);
        Assert.Equal("vb_a3Bf9xKm", accesskey.TokenPrefix);
        Assert.Equal(7, accesskey.Id.Version);
        Assert.DoesNotContain(
            typeof(Accesskey).GetProperties().Select(property => property.GetValue(accesskey)).OfType<string>(),
            text => text.Contains(token.Reveal(), StringComparison.Ordinal));
    }

    [Fact]
    public void Create_Always_LivesItsLifetimeFromItsCreation()
    {
        var accesskey = Make();

        Assert.Equal(Created, accesskey.TmCreate);
        Assert.Equal(Created, accesskey.TmUpdate);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), accesskey.TmExpire);
        Assert.Null(accesskey.TmDelete);
    }

    [Theory]
    [InlineData("new", null, "new", "detail")]
    [InlineData(null, "new", "name", "new")]
    [InlineData("new", "newer", "new", "newer")]
    [InlineData("", "", "", "")]
    [InlineData("name", "new", "name", "new")]
    public void Describe_SomethingNew_ChangesWhatIsNotNull(string? name, string? detail, string expectedName, string expectedDetail)
    {
        var accesskey = Make();

        var changed = accesskey.Describe(name, detail, Later);

        Assert.True(changed);
        Assert.Equal((expectedName, expectedDetail, Later), (accesskey.Name, accesskey.Detail, accesskey.TmUpdate));
        Assert.Equal((Created, Created.AddDays(1)), (accesskey.TmCreate, accesskey.TmExpire));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("name", null)]
    [InlineData(null, "detail")]
    [InlineData("name", "detail")]
    public void Describe_NothingNew_ChangesNothing(string? name, string? detail)
    {
        var accesskey = Make();

        var changed = accesskey.Describe(name, detail, Later);

        Assert.False(changed);
        Assert.Equal(("name", "detail", Created), (accesskey.Name, accesskey.Detail, accesskey.TmUpdate));
    }

    [Fact]
    public void Revoke_LivingKey_IsDeletedNow()
    {
        var accesskey = Make();

        accesskey.Revoke(Later);

        Assert.Equal(Later, accesskey.TmDelete);
        Assert.Equal(Later, accesskey.TmUpdate);
        Assert.Equal(Created, accesskey.TmCreate);
    }

    private static Accesskey Make() => Accesskey.Create(Customer, "name", "detail", AccesskeyToken.Generate(), TimeSpan.FromDays(1), Created);
}
