using Microsoft.AspNetCore.Http.Features;

namespace VoipBin.Auth.Authentication;

/// <summary>
/// Takes the credentials out of each request before its context exists. A middleware comes too late:
/// the hosting layer has logged the URL by then, and routing and authentication may stand before it.
/// </summary>
internal sealed class CredentialHttpContextFactory(IHttpContextFactory inner) : IHttpContextFactory
{
    public HttpContext Create(IFeatureCollection featureCollection)
    {
        var request = featureCollection.GetRequiredFeature<IHttpRequestFeature>();
        if (DecisionTarget.Take(request) is { } targets)
        {
            featureCollection.Set(targets);
        }

        featureCollection.Set(CredentialExtraction.Extract(request));
        return inner.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => inner.Dispose(httpContext);
}
