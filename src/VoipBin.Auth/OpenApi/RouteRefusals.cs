using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.OpenApi;

/// <summary>Finds every refusal that a route can answer with, from its policy, its parameters and its own words.</summary>
internal static class RouteRefusals
{
    public static IReadOnlyList<Problem> Of(IList<object> metadata)
    {
        List<Problem> problems = [ProblemCatalogue.Internal];
        AuthorizationPolicy[] policies = [.. metadata.OfType<AuthorizationPolicy>(), .. metadata.OfType<OptionalPolicyMetadata>().Select(optional => optional.Policy)];
        if (policies.Length > 0)
        {
            problems.AddRange([ProblemCatalogue.InvalidRequestParameter, ProblemCatalogue.MultipleCredentials, ProblemCatalogue.AuthenticationRequired, ProblemCatalogue.InvalidCredentials, ProblemCatalogue.RateLimitExceeded, ProblemCatalogue.ServiceUnavailable]);
            problems.AddRange(policies.SelectMany(policy => policy.Requirements.OfType<CallerRequirement>()).Select(requirement => requirement.Problem));
        }

        if (metadata.OfType<ResourceIdMetadata>().Any())
        {
            problems.Add(ProblemCatalogue.InvalidId);
        }

        if (metadata.OfType<PageRequestMetadata>().Any())
        {
            problems.Add(ProblemCatalogue.InvalidRequestParameter);
        }

        foreach (var body in metadata.OfType<IAcceptsMetadata>())
        {
            if (!body.ContentTypes.Contains(FormBody.ContentType))
            {
                problems.Add(ProblemCatalogue.InvalidJsonBody);
            }

            problems.AddRange([ProblemCatalogue.InvalidArgument, ProblemCatalogue.RequestTimeout, ProblemCatalogue.BodyTooLarge, ProblemCatalogue.RateLimitExceeded, ProblemCatalogue.ServiceUnavailable]);
        }

        problems.AddRange(metadata.OfType<RefusalMetadata>().SelectMany(refusals => refusals.Problems));
        return [.. problems.DistinctBy(problem => problem.Reason).OrderBy(problem => problem.StatusCode)];
    }
}
