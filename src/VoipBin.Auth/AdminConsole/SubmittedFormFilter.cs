namespace VoipBin.Auth.AdminConsole;

/// <summary>Leads back to its page whoever sends a form that is out of date: made for another browser, or for somebody who was signed in then. Nothing is done.</summary>
internal sealed class SubmittedFormFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<SubmittedForm>().FirstOrDefault() is { IsOurs: false } form
            ? ValueTask.FromResult<object?>(new SeeOther(ReturnAddress.OfForm(context.HttpContext, form.Fields), ConsoleNote.FormOutOfDate))
            : next(context);
}
