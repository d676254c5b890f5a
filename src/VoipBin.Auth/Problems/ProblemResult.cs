namespace VoipBin.Auth.Problems;

/// <summary>A refusal as an endpoint returns it.</summary>
internal sealed class ProblemResult(Problem problem, params IReadOnlyList<object> details) : IResult, IStatusCodeHttpResult
{
    public Problem Problem { get; } = problem;

    public IReadOnlyList<object> Details { get; } = details;

    public int? StatusCode => Problem.StatusCode;

    public static implicit operator ProblemResult(Problem problem) => new(problem);

    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, Problem, Details);
}
