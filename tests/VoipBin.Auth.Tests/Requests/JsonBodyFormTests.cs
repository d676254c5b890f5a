using System.Text;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Requests;

/// <summary>What counts as one JSON object (contract, section 1).</summary>
public sealed class JsonBodyFormTests
{
    private const string Invalid = "400 INVALID_JSON_BODY";

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData(" \t\r\n{ } \t\r\n")]
    [InlineData("""{"NAME":"x","Detail":"y"}""")]
    [InlineData("""{"unknown":{"a":[1,2,{"b":null}]},"name":"x"}""")]
    [InlineData("""{"unknown":[{"a":1},{"a":1}]}""")]
    [InlineData("""{"unknown":"\ud800"}""")]
    [InlineData("""{"name":"\ud83d\ude00"}""")]
    [InlineData("\uFEFF{}")]
    public async Task BindAsync_OneObject_IsRead(string json)
    {
        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>(json);

        Assert.Equal("ok", outcome);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"name":"x""")]
    [InlineData("""{"name":"x",}""")]
    [InlineData("""{"name"}""")]
    [InlineData("""{name:"x"}""")]
    [InlineData("""{'name':'x'}""")]
    [InlineData("""{"name":"x"} x""")]
    [InlineData("{}{}")]
    [InlineData("{},")]
    [InlineData("{}\0")]
    [InlineData("{}\uFEFF")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("// comment\n{}")]
    [InlineData("""{"name":/* comment */"x"}""")]
    [InlineData("""{"expire":NaN}""")]
    [InlineData("""{"expire":01}""")]
    [InlineData("""{"expire":+1}""")]
    [InlineData("""{"name":"\x"}""")]
    [InlineData("{\"name\":\"a\nb\"}")]
    [InlineData("{\"name\":\"a\0b\"}")]
    [InlineData("name=x&detail=y")]
    [InlineData("[]")]
    [InlineData("""[{"name":"x"}]""")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("null null")]
    public async Task BindAsync_NotOneObject_IsRefused(string json)
    {
        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>(json);

        Assert.Equal(Invalid, outcome);
    }

    [Theory]
    [InlineData("""{"name":"x","name":"y"}""")]
    [InlineData("""{"name":"x","name":"x"}""")]
    [InlineData("""{"name":"x","n\u0061me":"y"}""")]
    [InlineData("""{"name":"x","NAME":"y"}""")]
    [InlineData("""{"Expire":86400,"expire":86400}""")]
    [InlineData("""{"unknown":1,"unknown":2}""")]
    [InlineData("""{"unknown":{"a":1,"a":2}}""")]
    [InlineData("""{"unknown":[{"b":{"a":1,"a":2}}]}""")]
    public async Task BindAsync_DuplicateMember_IsRefused(string json)
    {
        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>(json);

        Assert.Equal(Invalid, outcome);
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\ud800":1,"\udc00":1}""")]
    [InlineData("""{"unknown":{"\udc00":1}}""")]
    public async Task BindAsync_HalfASurrogatePairInAName_IsRefused(string json)
    {
        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>(json);

        Assert.Equal(Invalid, outcome);
    }

    [Theory]
    [InlineData("FF")]
    [InlineData("C3")]
    [InlineData("C0AF")]
    [InlineData("EDA080")]
    [InlineData("F4908080")]
    public async Task BindAsync_InvalidUtf8_IsRefused(string hex)
    {
        byte[] inName = [.. "{\"name\":\""u8, .. Convert.FromHexString(hex), .. "\"}"u8];
        byte[] inUnknown = [.. "{\"unknown\":\""u8, .. Convert.FromHexString(hex), .. "\"}"u8];

        Assert.Equal(Invalid, await BodyProbe.BindAsync<CreateAccesskeyRequest>(inName));
        Assert.Equal(Invalid, await BodyProbe.BindAsync<CreateAccesskeyRequest>(inUnknown));
    }

    [Fact]
    public async Task BindAsync_Utf16_IsRefused()
    {
        var body = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray();

        Assert.Equal(Invalid, await BodyProbe.BindAsync<CreateAccesskeyRequest>(body));
    }

    [Theory]
    [InlineData("", "ok", Invalid)]
    [InlineData(" \r\n\t", "ok", Invalid)]
    [InlineData("\uFEFF", "ok", Invalid)]
    [InlineData("null", "ok", Invalid)]
    [InlineData(" null ", "ok", Invalid)]
    [InlineData("{}", "ok", "400 INVALID_ARGUMENT username/required password/required")]
    public async Task BindAsync_NothingInIt_IsGoodWhereEveryMemberIsOptional(string json, string optional, string required)
    {
        Assert.Equal(optional, await BodyProbe.BindAsync<CreateAccesskeyRequest>(json));
        Assert.Equal(optional, await BodyProbe.BindAsync<LogoutRequest>(json));
        Assert.Equal(required, await BodyProbe.BindAsync<LoginRequest>(json));
    }

    [Theory]
    [InlineData(60, "ok")]
    [InlineData(1000, Invalid)]
    [InlineData(30_000, Invalid)]
    public async Task BindAsync_DeepNesting_IsExpected(int depth, string expected)
    {
        var json = "{\"unknown\":" + new string('[', depth) + new string(']', depth) + "}";

        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>(json);

        Assert.Equal(expected, outcome);
    }

    [Theory]
    [InlineData(65_536, true, "ok")]
    [InlineData(65_536, false, "ok")]
    [InlineData(65_537, true, "413 BODY_TOO_LARGE")]
    [InlineData(65_537, false, "413 BODY_TOO_LARGE")]
    [InlineData(1_000_000, true, "413 BODY_TOO_LARGE")]
    [InlineData(1_000_000, false, "413 BODY_TOO_LARGE")]
    public async Task BindAsync_Size_IsBounded(int bytes, bool declaresLength, string expected)
    {
        var outcome = await BodyProbe.BindAsync<CreateAccesskeyRequest>("""{"name":"x"}""".PadRight(bytes), declaresLength);

        Assert.Equal(expected, outcome);
    }

    [Fact]
    public async Task BindAsync_DeclaredTooLarge_ReadsNothing()
    {
        var body = new MemoryStream(new byte[70_000]);

        var bound = await JsonBody<CreateAccesskeyRequest>.BindAsync(BodyProbe.ContextWith(body, 70_000));

        Assert.Equal("413 BODY_TOO_LARGE", BodyProbe.Describe(bound!.Refusal));
        Assert.Equal(0, body.Position);
    }

    [Fact]
    public async Task Value_OfARefusedBody_Throws()
    {
        var bound = await JsonBody<CreateAccesskeyRequest>.BindAsync(BodyProbe.ContextWith(new MemoryStream("["u8.ToArray()), 1));

        Assert.Throws<InvalidOperationException>(() => bound!.Value);
    }
}
