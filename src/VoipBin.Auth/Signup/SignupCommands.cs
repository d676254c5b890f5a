using Microsoft.Extensions.Options;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Signup;

/// <summary>How a stranger becomes a customer: an address, a code or a link mailed to it, and then customer, admin and key together.</summary>
internal sealed class SignupCommands(
    SignupStore signups,
    CustomerRegistration registration,
    CustomerStore customers,
    AgentStore agents,
    AccesskeyStore accesskeys,
    AuditStore audit,
    MailQuotaStore quotas,
    LinkIssuer links,
    Outbox outbox,
    UnitOfWork unit,
    PasswordHasher hasher,
    IOptions<AccesskeyOptions> options,
    TimeProvider time)
{
    private const string KeyName = "Signup";

    private static readonly SignupOutcome InvalidCode = new SignupOutcome.InvalidCode();

    /// <summary>Begins a signup. Known or not, an address takes the same steps; code and link of a known one are mailed to nobody.</summary>
    public async Task<TempToken> BeginAsync(SignupRequest request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.TryParse(request.Email)!;
        var isMailed = await quotas.TryTakeAsync(MailKind.Signup, email, cancellationToken);
        var isCustomer = await customers.AnyWithEmailAsync(email, cancellationToken);
        var isKnown = await agents.AnyWithUsernameAsync(email, cancellationToken) || isCustomer;

        var (tempToken, code, now) = (TempToken.Generate(), SignupCode.Generate(), time.GetTimestampNow());
        var signup = PendingSignup.Create(email, request.Name ?? "", request.Detail ?? "", tempToken, code, LinkIssuer.Short, now);
        await using var transaction = await unit.BeginAsync(cancellationToken);
        signups.Add(signup);
        if (isMailed)
        {
            // Without a mail the one before stays good, or a stranger could keep somebody from signing up all day.
            await signups.EndAsync(signup.EmailKey, now, cancellationToken);
            var link = links.Issue(LinkPurpose.Signup, signup.Id, LinkIssuer.Short);
            outbox.Add(isKnown ? SignupMails.AlreadyKnown(email) : SignupMails.Code(email, code, link));
        }

        await unit.SaveAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return tempToken;
    }

    /// <summary>Completes a signup with the code.</summary>
    public async Task<SignupOutcome> CompleteAsync(CompleteSignupRequest request, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var (tempToken, code, now) = (TempToken.Parse(request.TempToken!), SignupCode.Parse(request.Code!), time.GetTimestampNow());
        if (await signups.FindEvenDoneAsync(tempToken, now, cancellationToken) is not { } signup)
        {
            return InvalidCode;
        }

        if (request.Password is { } text && PasswordStrength.FindFault("password", text, signup.Email, signup.Name) is { } fault)
        {
            return new SignupOutcome.InvalidPassword(fault);
        }

        if (signup.TmDone is not null)
        {
            return await JudgeDoneAsync(signup, tempToken, code, now, cancellationToken);
        }

        if (!await signups.TryTakeTryAsync(signup.Id, PendingSignup.MaximumTries, cancellationToken))
        {
            return new SignupOutcome.TooManyTries(signup.TmExpire - now);
        }

        if (!signup.Matches(tempToken, code))
        {
            return InvalidCode;
        }

        // Hashed before the transaction: a hash takes a quarter of a second, in which nobody else could write.
        var hash = request.Password is not null && Password.TryParse(request.Password, out var password) ? await hasher.HashAsync(password, cancellationToken) : null;
        return await StoreAsync(signup, hash, origin, cancellationToken);
    }

    /// <summary>Whoever holds the form's secret and not the code is answered as if the signup still waited: he is not to learn that somebody used the mail.</summary>
    private async Task<SignupOutcome> JudgeDoneAsync(PendingSignup signup, TempToken tempToken, SignupCode code, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await signups.TryTakeTryAsync(signup.Id, PendingSignup.MaximumTriesWhenDone, cancellationToken) && signup.Matches(tempToken, code))
        {
            return await FindEndAsync(signup, cancellationToken);
        }

        return signup.Tries < PendingSignup.MaximumTries ? InvalidCode : new SignupOutcome.TooManyTries(signup.TmExpire - now);
    }

    private async Task<SignupOutcome> StoreAsync(PendingSignup signup, string? passwordHash, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await using var transaction = await unit.BeginAsync(cancellationToken);
        if (await FinishAsync(signup.Id, passwordHash, origin, cancellationToken) is not { } customer)
        {
            // The same form, or the link, was faster.
            return await FindEndAsync(signup, cancellationToken);
        }

        var token = AccesskeyToken.Generate();
        var accesskey = Accesskey.Create(customer.Id, KeyName, "", token, options.Value.DefaultLifetime, customer.TmCreate);
        accesskeys.Add(accesskey);
        audit.Add(AuditEvent.Create(
            AccesskeyEvents.Created, customer.Id, accesskey.Id, origin, customer.TmCreate, caller: null, new AccesskeyEvents.CreatedData(accesskey.Name, accesskey.TokenPrefix, accesskey.TmExpire)));
        if (await unit.SaveAsync(cancellationToken) is not SaveOutcome.Saved)
        {
            return new SignupOutcome.AddressTaken();
        }

        await transaction.CommitAsync(cancellationToken);
        return new SignupOutcome.Completed(customer, accesskey, token);
    }

    /// <summary>How a signup ended whose secrets are right: with an account, or because another signup took its place. Both are done at one instant, the signup and its customer.</summary>
    private async Task<SignupOutcome> FindEndAsync(PendingSignup signup, CancellationToken cancellationToken) =>
        await signups.FindDoneAsync(signup.Id, cancellationToken) is { } tmDone && await customers.AnyMadeAtAsync(signup.Email, tmDone, cancellationToken)
            ? new SignupOutcome.AlreadyCompleted()
            : InvalidCode;

    /// <summary>Uses a signup up, by code or by link, and adds its customer to the unit of work; null when somebody was faster.</summary>
    public async Task<Customer?> FinishAsync(Guid signupId, string? passwordHash, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        if (await signups.FindAsync(signupId, now, cancellationToken) is not { } signup || !await signups.FinishAsync(signupId, now, cancellationToken))
        {
            return null;
        }

        var customer = Customer.Create(signup.Name, signup.Email, now);
        customer.Describe(name: null, signup.Detail, now);
        customer.ConfirmEmail(signup.Email, now);
        registration.Add(customer, passwordHash, isInvited: passwordHash is null, origin, caller: null);
        return customer;
    }
}
