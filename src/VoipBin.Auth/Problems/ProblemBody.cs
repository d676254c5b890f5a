using System.Text.Json.Serialization;

namespace VoipBin.Auth.Problems;

/// <summary>The body of every refusal.</summary>
internal sealed record ProblemBody(ProblemBody.Content Error)
{
    /// <param name="Status">The class of refusal.</param>
    /// <param name="Reason">What clients branch on.</param>
    /// <param name="Message">One sentence for a person.</param>
    /// <param name="RequestId">What to quote when asking for help; the response's <c>X-Request-Id</c>.</param>
    /// <param name="Details">Present only when they say something.</param>
    internal sealed record Content(string Status, string Reason, string Message, string RequestId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<object>? Details);
}
