using VoipBin.Auth.Agents;

namespace VoipBin.Auth.Tests.Agents;

public sealed class BcryptTests
{
    [Theory]
    [InlineData("U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*U", "$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a")]
    [InlineData("Kk4DQuMMfZL9o", "$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm")]
    [InlineData("p\u00e4ssw\u00f6rd \u20ac", "$2b$05$abcdefghijklmnopqrstuuY8YJcx7OeCJ9JYO3w834ps8x/8H3Gfy")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012345678901", "$2b$05$abcdefghijklmnopqrstuuLkMZtUsVwf9Ptg/wgiNv8ZhtnAHnix.")]
    public void Verify_VectorOfOtherImplementations_IsTrueForThatPasswordOnly(string text, string hash)
    {
        Assert.True(Bcrypt.Verify(Parse(text), hash));
        Assert.False(Bcrypt.Verify(Parse(text[..^1]), hash));
        Assert.False(Bcrypt.Verify(Parse($"X{text[1..]}"), hash));
    }

    [Fact]
    public void Hash_CostTen_IsInTheFormAndVerifies()
    {
        var password = Parse("correct horse battery");

        var hash = Bcrypt.Hash(password, cost: 10);

        Assert.StartsWith("$2b$10$", hash, StringComparison.Ordinal);
        Assert.Equal(Agent.PasswordHashLength, hash.Length);
        Assert.Equal(10, Bcrypt.CostOf(hash));
        Assert.True(Bcrypt.Verify(password, hash));
        Assert.False(Bcrypt.Verify(Parse("correct horse batterx"), hash));
    }

    [Fact]
    public void Hash_SamePasswordTwice_Differs()
    {
        var password = Parse("correct horse battery");

        Assert.NotEqual(Bcrypt.Hash(password, cost: 4), Bcrypt.Hash(password, cost: 4));
    }

    [Theory]
    [InlineData(4, "$2b$04$")]
    [InlineData(10, "$2b$10$")]
    [InlineData(16, "$2b$16$")]
    public void DecoyOf_AnyCost_HasTheForm(int cost, string start)
    {
        var decoy = Bcrypt.DecoyOf(cost);

        Assert.StartsWith(start, decoy, StringComparison.Ordinal);
        Assert.Equal(Agent.PasswordHashLength, decoy.Length);
        Assert.Equal(cost, Bcrypt.CostOf(decoy));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("correct horse battery")]
    [InlineData("...............................")]
    public void Verify_Decoy_IsFalse(string text) => Assert.False(Bcrypt.Verify(Parse(text), Bcrypt.DecoyOf(cost: 4)));

    private static Password Parse(string text)
    {
        Assert.True(Password.TryParse(text, out var password));
        return password;
    }
}
