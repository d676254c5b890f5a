using Microsoft.Extensions.Options;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Hosting;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>The page on which a key is made. The answer to its form is the only one that holds the key: it is shown there and then, and leads nowhere else.</summary>
internal static class NewAccesskeyEndpoints
{
    /// <summary>The button that shows when the key would end, and makes none.</summary>
    public const string Preview = "preview";

    private static readonly string[] Kept = ["name", ExpiryChoice.Field, ExpiryChoice.DateField, "detail"];

    public static void MapNewAccesskey(this IEndpointRouteBuilder accesskeys)
    {
        accesskeys.MapRead("/new", Show).RequireAuthorization(ConsolePolicies.ChangeAccesskeys);
        accesskeys.MapPost("/new", CreateAsync).RequireAuthorization(ConsolePolicies.ChangeAccesskeys).Keeps(Kept);
    }

    private static IResult Show(IOptions<AccesskeyOptions> options, TimeProvider time, HttpRequest request) =>
        Page(Guid.CreateVersion7(time.GetUtcNow()), FormState.Of(request.Query, Kept), tmExpire: null, options.Value, time);

    private static async Task<IResult> CreateAsync(
        SubmittedForm form,
        Caller caller,
        RequestOrigin origin,
        AccesskeyCommands commands,
        AccesskeyViews views,
        IOptions<AccesskeyOptions> options,
        PublicAddress address,
        ConsoleFrames frames,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        if (ChosenId.TryParse(form["id"], now) is not { } id)
        {
            return new SeeOther(ReturnAddress.OfForm(context, form.Fields), ConsoleNote.FormOutOfDate);
        }

        var (lifetime, tmExpire, fault) = ExpiryChoice.Read(form[ExpiryChoice.Field], form[ExpiryChoice.DateField], now, options.Value);
        var request = new CreateAccesskeyRequest { Name = form["name"], Detail = form["detail"] };
        FieldFault[] faults = [.. request.Validate(context.RequestServices), .. fault is null ? Array.Empty<FieldFault>() : [fault]];
        if (faults.Length > 0 || form["action"] == Preview)
        {
            return Page(id, form.With(faults), tmExpire, options.Value, time);
        }

        await frames.PrepareAsync(context);
        var draft = new AccesskeyDraft(request.Name, request.Detail) { Id = id, Lifetime = lifetime, TmExpire = lifetime is null ? tmExpire : null };
        return await commands.CreateAsync(caller, origin, draft, cancellationToken) switch
        {
            AccesskeyCommandOutcome.Created(var accesskey, var token) => ConsoleResults.Page<CreatedAccesskeyPage>(new CreatedAccesskey(accesskey, token, address.Of("/v1.0/me"))),
            AccesskeyCommandOutcome.AlreadyCreated => ConsoleResults.Page<AlreadyCreatedPage>(
                new AlreadyCreatedAccesskey(await views.FindAsync(caller, id, mayChange: true, cancellationToken)), statusCode: StatusCodes.Status409Conflict),
            AccesskeyCommandOutcome.LimitReached(var maximum) => ConsoleResults.Refused<NewAccesskeyPage>(
                ProblemCatalogue.ResourceLimitExceeded, ModelOf(id, tmExpire, options.Value, time), form.With(LimitReached(maximum))),
            _ => ConsoleResults.Problem(ProblemCatalogue.PermissionDenied),
        };
    }

    private static IResult Page(Guid id, FormState form, DateTimeOffset? tmExpire, AccesskeyOptions options, TimeProvider time) =>
        ConsoleResults.Page<NewAccesskeyPage>(ModelOf(id, tmExpire, options, time), form);

    private static NewAccesskey ModelOf(Guid id, DateTimeOffset? tmExpire, AccesskeyOptions options, TimeProvider time)
    {
        var now = time.GetTimestampNow();
        return new(id, ExpiryChoice.Within(options), ExpiryChoice.Days(now, options), now, tmExpire);
    }

    private static FieldFault LimitReached(int maximum) => new("", "limit", $"Your account has as many accesskeys as it may have, which is {maximum}. Delete one first.");
}
