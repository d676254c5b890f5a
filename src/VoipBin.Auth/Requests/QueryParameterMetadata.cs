namespace VoipBin.Auth.Requests;

/// <summary>An optional parameter that a route's argument reads from the query, for the documentation.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Format">The format of the string in the words of JSON Schema; null for any.</param>
internal sealed record QueryParameterMetadata(string Name, string Description, string? Format);
