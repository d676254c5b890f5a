namespace VoipBin.Auth.Problems;

/// <summary>Every refusal of the service, once. <c>docs/errors.md</c> lists them; a test compares the two.</summary>
internal static class ProblemCatalogue
{
    public static readonly Problem InvalidJsonBody = new(400, "INVALID_ARGUMENT", "INVALID_JSON_BODY", "The request body must be one JSON object.");
    public static readonly Problem InvalidArgument = new(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "A member of the request body has a value that is not allowed; the details name it.");
    public static readonly Problem WeakPassword = new(400, "INVALID_ARGUMENT", "WEAK_PASSWORD", "The password is one that others would guess; choose another.");
    public static readonly Problem InvalidUsernameFormat = new(400, "INVALID_ARGUMENT", "INVALID_USERNAME_FORMAT", "A username is an e-mail address.");
    public static readonly Problem InvalidCode = new(400, "INVALID_ARGUMENT", "INVALID_CODE", "The code or link is wrong, was used, or is too old; ask for a new one.");
    public static readonly Problem InvalidId = new(400, "INVALID_ARGUMENT", "INVALID_ID", "The id in the path must be a UUID.");
    public static readonly Problem InvalidRequestParameter = new(400, "INVALID_ARGUMENT", "INVALID_REQUEST_PARAMETER", "A query parameter is not written as it must be.");
    public static readonly Problem MultipleCredentials = new(400, "INVALID_ARGUMENT", "MULTIPLE_CREDENTIALS", "The request carries more than one credential; send exactly one.", ChallengeError: "invalid_request");
    public static readonly Problem MethodNotAllowed = new(405, "INVALID_ARGUMENT", "METHOD_NOT_ALLOWED", "This route does not answer to this method; the Allow header names those it does.");
    public static readonly Problem RequestTimeout = new(408, "INVALID_ARGUMENT", "REQUEST_TIMEOUT", "The request body did not arrive in time.");
    public static readonly Problem BodyTooLarge = new(413, "INVALID_ARGUMENT", "BODY_TOO_LARGE", "The request body is larger than this route accepts.");

    public static readonly Problem AuthenticationRequired = new(401, "UNAUTHENTICATED", "AUTHENTICATION_REQUIRED", "This route needs a token or an accesskey.");
    public static readonly Problem InvalidCredentials = new(401, "UNAUTHENTICATED", "INVALID_CREDENTIALS", "The provided credentials are invalid.", ChallengeError: "invalid_token");
    public static readonly Problem LoginFailed = InvalidCredentials with { ChallengeError = null };
    public static readonly Problem QueryCredentialsOff = InvalidCredentials with { Message = "Credentials are not accepted in the query here; send them in the Authorization header." };

    public static readonly Problem PermissionDenied = new(403, "PERMISSION_DENIED", "PERMISSION_DENIED", "The caller lacks the permission for this resource.", ChallengeError: "insufficient_scope");
    public static readonly Problem NotLetThrough = PermissionDenied with { Message = "This request cannot be let through to the service behind; the details say why." };
    public static readonly Problem AccountFrozen = new(403, "PERMISSION_DENIED", "ACCOUNT_FROZEN", "The customer account is frozen.");
    public static readonly Problem AgentAuthRequired = new(403, "PERMISSION_DENIED", "AGENT_AUTH_REQUIRED", "This needs the token of an agent's login; the credential that came is of another kind.");
    public static readonly Problem CrossSiteRequest = new(403, "PERMISSION_DENIED", "CROSS_SITE_REQUEST", "A request from another site is not accepted on a cookie alone; send the credential in the Authorization header.");
    public static readonly Problem HttpsRequired = new(403, "PERMISSION_DENIED", "HTTPS_REQUIRED", "This service is to be reached over https only.");

    public static readonly Problem RouteNotFound = new(404, "NOT_FOUND", "ROUTE_NOT_FOUND", "There is no such route.");
    public static readonly Problem AccesskeyNotFound = new(404, "NOT_FOUND", "ACCESSKEY_NOT_FOUND", "There is no such accesskey.");

    public static readonly Problem AgentNotFound = new(404, "NOT_FOUND", "AGENT_NOT_FOUND", "There is no such agent.");
    public static readonly Problem CustomerNotFound = new(404, "NOT_FOUND", "CUSTOMER_NOT_FOUND", "There is no such customer.");

    public static readonly Problem AgentAlreadyExists = new(409, "ALREADY_EXISTS", "AGENT_ALREADY_EXISTS", "Another agent has this username.");
    public static readonly Problem CustomerAlreadyExists = new(409, "ALREADY_EXISTS", "CUSTOMER_ALREADY_EXISTS", "Another customer has this e-mail address.");
    public static readonly Problem StateInvalid = new(409, "FAILED_PRECONDITION", "STATE_INVALID", "The present state does not allow this.");

    public static readonly Problem InvalidForm = InvalidArgument with { Message = "The request body must be the fields of a form, as application/x-www-form-urlencoded." };
    public static readonly Problem WrongPassword = InvalidArgument with { Message = "The present password is not right." };

    public static readonly Problem RateLimitExceeded = new(429, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED", "Too many of these in a short time; try again later.", RetryAfter: 60);
    public static readonly Problem ResourceLimitExceeded = new(429, "RESOURCE_EXHAUSTED", "RESOURCE_LIMIT_EXCEEDED", "The customer has as many of these as it may have; delete one first.");

    public static readonly Problem Internal = new(500, "INTERNAL", "INTERNAL", "Something went wrong on our side; the request id helps to find out what.");
    public static readonly Problem ServiceUnavailable = new(503, "UNAVAILABLE", "SERVICE_UNAVAILABLE", "The service cannot answer right now; try again shortly.", RetryAfter: 1);

    /// <summary>The refusal for a status that the framework set by itself, without a body.</summary>
    public static Problem ForStatus(int statusCode) => statusCode switch
    {
        401 => AuthenticationRequired,
        403 => PermissionDenied,
        404 => RouteNotFound,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        503 => ServiceUnavailable,
        >= 500 => Internal,
        _ => InvalidRequestParameter with { StatusCode = statusCode, Message = "The request is not well formed." },
    };
}
