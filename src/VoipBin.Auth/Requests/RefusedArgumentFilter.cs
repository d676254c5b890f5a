namespace VoipBin.Auth.Requests;

/// <summary>Answers a request for the first of its arguments that is refused, so that endpoints see only good ones. Their order is the order of checks: id, query, body.</summary>
internal sealed class RefusedArgumentFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is IRefusable { Refusal: { } refusal })
            {
                return ValueTask.FromResult<object?>(refusal);
            }
        }

        return next(context);
    }
}
