namespace VoipBin.Auth.Problems;

/// <summary>A detail of a refusal that names what is wrong with one member of the body or one parameter.</summary>
/// <param name="Field">The member's name as it stands in the contract.</param>
/// <param name="Rule">The rule it breaks: <c>required</c>, <c>type</c>, <c>minimum</c>, <c>maximum</c>, <c>max_length</c>, <c>characters</c>.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record FieldFault(string Field, string Rule, string Message);
