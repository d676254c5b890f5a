namespace VoipBin.Auth.Guessing;

/// <summary>Everything that one sign-in is counted for.</summary>
/// <param name="All">Each of them.</param>
/// <param name="IsOfDevice">Whether it is counted for a browser that is known.</param>
internal sealed record GuessSubjects(GuessSubject[] All, bool IsOfDevice);
