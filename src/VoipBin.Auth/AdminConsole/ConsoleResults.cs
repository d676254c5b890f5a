using Microsoft.AspNetCore.Components;
using VoipBin.Auth.Pages;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole;

/// <summary>What the console's endpoints answer.</summary>
internal static class ConsoleResults
{
    /// <summary>A page that shows nothing but itself.</summary>
    /// <param name="form">What was typed into its form; with faults the answer is 400.</param>
    /// <param name="statusCode">By default 200, and 400 when the form has faults.</param>
    public static IResult Page<TPage>(FormState? form = null, int? statusCode = null)
        where TPage : IComponent => new ConsoleResult<TPage>([form ?? FormState.Empty], statusCode ?? StatusOf(form));

    /// <summary>A page with what it shows, which it takes as a cascading parameter.</summary>
    /// <param name="model">What it shows.</param>
    /// <param name="form">What was typed into its form.</param>
    /// <param name="statusCode">By default 200, and 400 when the form has faults.</param>
    public static IResult Page<TPage>(object model, FormState? form = null, int? statusCode = null)
        where TPage : IComponent => new ConsoleResult<TPage>([model, form ?? FormState.Empty], statusCode ?? StatusOf(form));

    /// <summary>A form that is right in itself and was refused nevertheless: shown again, with the status and the wait that the API answers for the same.</summary>
    public static IResult Refused<TPage>(Problem problem, FormState form)
        where TPage : IComponent => new ConsoleResult<TPage>([form], problem.StatusCode, problem.RetryAfter);

    /// <summary>The same on a page that shows something.</summary>
    public static IResult Refused<TPage>(Problem problem, object model, FormState form)
        where TPage : IComponent => new ConsoleResult<TPage>([model, form], problem.StatusCode, problem.RetryAfter);

    /// <summary>A refusal: every one is written by <see cref="ProblemWriter"/>, which shows it as <see cref="ProblemPageOf"/> below <c>/console</c>.</summary>
    public static IResult Problem(Problem problem) => new ProblemResult(problem);

    /// <summary>The page of a refusal. It looks nothing up: the database may be what is away.</summary>
    public static IResult ProblemPageOf(Problem problem) => PageResults.Of<ProblemPage>(problem.StatusCode, problem);

    private static int StatusOf(FormState? form) => form is { Faults.Count: > 0 } ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
}
