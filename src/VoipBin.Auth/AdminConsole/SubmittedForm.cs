using VoipBin.Auth.Pages;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole;

/// <summary>A form that was sent. An endpoint sees only those that our page sent: see <see cref="SubmittedFormFilter"/>.</summary>
internal sealed class SubmittedForm(IFormCollection fields, bool isOurs)
{
    /// <summary>Whether our page sent it, to this browser, and for whoever is signed in now.</summary>
    public bool IsOurs { get; } = isOurs;

    public IFormCollection Fields { get; } = fields;

    /// <summary>What was typed into a field; empty when it was not there.</summary>
    public string this[string name] => Fields.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    public static async ValueTask<SubmittedForm?> BindAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<PageForm>().ReadAsync(context) is { } fields
            ? new(fields, isOurs: true)
            : new(await PageForm.PeekAsync(context), isOurs: false);

    /// <summary>The form to be shown again.</summary>
    public FormState With(params IEnumerable<FieldFault> faults) => FormState.Of(Fields, faults);
}
