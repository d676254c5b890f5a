using System.Text;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Requests;

/// <summary>Members of a wrong type or value: the details name the field and the rule.</summary>
public sealed class JsonBodyValueTests
{
    private const string WrongType = "400 INVALID_ARGUMENT expire/type";
    private const string TooSmall = "400 INVALID_ARGUMENT expire/minimum";
    private const string TooLarge = "400 INVALID_ARGUMENT expire/maximum";

    [Theory]
    [InlineData("null", "ok")]
    [InlineData("86400", "ok")]
    [InlineData("315360000", "ok")]
    [InlineData("86399", TooSmall)]
    [InlineData("0", TooSmall)]
    [InlineData("-0", TooSmall)]
    [InlineData("-1", TooSmall)]
    [InlineData("-9223372036854775808", TooSmall)]
    [InlineData("315360001", TooLarge)]
    [InlineData("2147483648", TooLarge)]
    [InlineData("9223372036854775807", TooLarge)]
    [InlineData("9223372036854775808", WrongType)]
    [InlineData("-9223372036854775809", WrongType)]
    [InlineData("1000000000000000000000000000000", WrongType)]
    [InlineData("1e400", WrongType)]
    [InlineData("1e5", WrongType)]
    [InlineData("86400.5", WrongType)]
    [InlineData("86400.0", WrongType)]
    [InlineData("\"86400\"", WrongType)]
    [InlineData("\"\"", WrongType)]
    [InlineData("true", WrongType)]
    [InlineData("[86400]", WrongType)]
    [InlineData("{\"seconds\":86400}", WrongType)]
    public async Task BindAsync_Expire_IsExpected(string expire, string expected)
    {
        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>("{\"name\":\"x\",\"expire\":" + expire + "}");

        Assert.Equal(expected, outcome);
    }

    [Theory]
    [InlineData("null", "ok")]
    [InlineData("\"\"", "ok")]
    [InlineData("5", "400 INVALID_ARGUMENT name/type")]
    [InlineData("false", "400 INVALID_ARGUMENT name/type")]
    [InlineData("[\"x\"]", "400 INVALID_ARGUMENT name/type")]
    [InlineData("{\"a.b\":1}", "400 INVALID_ARGUMENT name/type")]
    [InlineData("\"\\ud800\"", "400 INVALID_ARGUMENT name/type")]
    [InlineData("\"x\\udc00y\"", "400 INVALID_ARGUMENT name/type")]
    [InlineData("\"\\udc00\\ud800\"", "400 INVALID_ARGUMENT name/type")]
    [InlineData("\"a\\u0000b\"", "400 INVALID_ARGUMENT name/characters")]
    public async Task BindAsync_Name_IsExpected(string name, string expected)
    {
        var json = "{\"name\":" + name + "}";

        Assert.Equal(expected, await BodyProbe.BindAsync<CreateAccesskeyRequest>(json));
        Assert.Equal(expected, await BodyProbe.BindAsync<UpdateAccesskeyRequest>(json));
    }

    [Theory]
    [InlineData("name", 255)]
    [InlineData("detail", 4096)]
    public async Task BindAsync_Length_IsBoundedInUtf16Units(string member, int longest)
    {
        var emojis = string.Concat(Enumerable.Repeat("\U0001F600", longest / 2));
        var tooLong = $"400 INVALID_ARGUMENT {member}/max_length";

        Assert.Equal("ok", await BindAsync(new string('é', longest)));
        Assert.Equal("ok", await BindAsync(emojis));
        Assert.Equal(tooLong, await BindAsync(new string('é', longest + 1)));
        Assert.Equal(tooLong, await BindAsync(emojis + "xx"));

        Task<string> BindAsync(string text) => BodyProbe.BindAsync<UpdateAccesskeyRequest>($"{{\"{member}\":\"{text}\"}}");
    }

    [Theory]
    [InlineData("""{"EXPIRE":"5"}""", WrongType)]
    [InlineData("""{"expire":1,"name":"\u0000"}""", "400 INVALID_ARGUMENT name/characters expire/minimum")]
    [InlineData("""{"expires":1,"token":"x","tm_expire":5}""", "ok")]
    public async Task BindAsync_Members_AreToldByTheirPublishedNames(string json, string expected)
    {
        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>(json);

        Assert.Equal(expected, outcome);
    }

    [Theory]
    [InlineData("""{"username":"a","password":"b"}""", "ok")]
    [InlineData("""{"username":"a"}""", "400 INVALID_ARGUMENT password/required")]
    [InlineData("""{"username":"","password":"b"}""", "400 INVALID_ARGUMENT username/required")]
    [InlineData("""{"username":null,"password":null}""", "400 INVALID_ARGUMENT username/required password/required")]
    [InlineData("""{"username":5,"password":"b"}""", "400 INVALID_ARGUMENT username/type")]
    [InlineData("""{"username":"a","password":5}""", "400 INVALID_ARGUMENT password/type")]
    [InlineData("""{"username":"a","password":"\u0000"}""", "400 INVALID_ARGUMENT password/characters")]
    public async Task BindAsync_Login_IsExpected(string json, string expected)
    {
        var outcome = await BodyProbe.BindAsync<LoginRequest>(json);

        Assert.Equal(expected, outcome);
    }

    [Theory]
    [InlineData("true", "ok")]
    [InlineData("false", "ok")]
    [InlineData("null", "ok")]
    [InlineData("\"true\"", "400 INVALID_ARGUMENT all/type")]
    [InlineData("1", "400 INVALID_ARGUMENT all/type")]
    public async Task BindAsync_LogoutAll_IsExpected(string all, string expected)
    {
        var outcome = await BodyProbe.BindAsync<LogoutRequest>("{\"all\":" + all + "}");

        Assert.Equal(expected, outcome);
    }

    [Fact]
    public async Task BindAsync_GoodBody_GivesItsValues()
    {
        var body = Encoding.UTF8.GetBytes("""{"Name":"n\u00e9","expire":90000,"unknown":1}""");

        var bound = await JsonBody<CreateAccesskeyRequest>.BindAsync(BodyProbe.ContextWith(new MemoryStream(body), body.Length));

        Assert.Equal("né", bound!.Value.Name);
        Assert.Null(bound.Value.Detail);
        Assert.Equal(90_000, bound.Value.Expire);
    }
}
