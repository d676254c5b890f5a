using System.Text;
using VoipBin.Auth.Introspection;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tests.Requests;

/// <summary>What counts as a form, and as a field that is there once.</summary>
public sealed class FormBodyTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("token=x", "x")]
    [InlineData("TOKEN=x", "x")]
    [InlineData("token=a%20b+c%2B", "a b c+")]
    [InlineData("token=a=b", "a=b")]
    [InlineData("token=%C3%A9", "é")]
    [InlineData("token=é", "é")]
    [InlineData("a&&token=x&b=", "x")]
    public async Task TryTake_FieldThatIsThereOnce_IsTaken(string body, string expected)
    {
        var form = await BindAsync(body, Form);

        Assert.True(form.TryTake("token", out var value, out _));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("token=", "required")]
    [InlineData("other=x", "required")]
    [InlineData("token=x&token=x", "once")]
    [InlineData("token=x&Token=", "once")]
    public async Task TryTake_FieldThatIsNotThereOnce_IsAFault(string body, string rule)
    {
        var form = await BindAsync(body, Form);

        Assert.False(form.TryTake("token", out _, out var fault));
        Assert.Equal(("token", rule), (fault.Field, fault.Rule));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded, application/json")]
    public async Task BindAsync_AnotherContentType_IsRefused(string? contentType)
    {
        var form = await BindAsync("token=x", contentType);

        Assert.Equal("400 INVALID_ARGUMENT", BodyProbe.Describe(form.Refusal));
        Assert.Throws<InvalidOperationException>(() => form.TryTake("token", out _, out _));
    }

    private static async Task<FormBody<IntrospectionRequest>> BindAsync(string body, string? contentType)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var context = BodyProbe.ContextWith(new MemoryStream(bytes), bytes.Length);
        context.Request.ContentType = contentType;
        return (await FormBody<IntrospectionRequest>.BindAsync(context))!;
    }
}
