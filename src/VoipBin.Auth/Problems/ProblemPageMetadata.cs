namespace VoipBin.Auth.Problems;

/// <summary>Marks a route that people open in a browser, or as a feature a request: its refusals are pages, not JSON.</summary>
/// <param name="WriteAsync">Writes the body of a page; status and headers are set.</param>
internal sealed record ProblemPageMetadata(Func<HttpContext, Problem, Task> WriteAsync);
