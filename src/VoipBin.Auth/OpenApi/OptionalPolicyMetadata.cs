using Microsoft.AspNetCore.Authorization;

namespace VoipBin.Auth.OpenApi;

/// <summary>The policy by which a public route judges a credential, when one is there.</summary>
internal sealed record OptionalPolicyMetadata(AuthorizationPolicy Policy);
