using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Agents;

/// <summary>Whether a new password is good enough: long enough, short enough for bcrypt, and not one that others guess. There are no rules of composition.</summary>
internal static class PasswordStrength
{
    /// <summary>Of zxcvbn's 0 to 4: from 2 on, a guesser needs more than some millions of tries.</summary>
    private const int MinimumScore = 2;

    private const string Suggestion = "Use a few words that do not belong together, or let a password manager choose.";

    /// <summary>What is wrong with a new password; null when it is good.</summary>
    /// <param name="field">The member that holds it.</param>
    /// <param name="text">The password.</param>
    /// <param name="personal">What a guesser would try first for this person: username, name.</param>
    public static ProblemResult? FindFault(string field, string text, params ReadOnlySpan<string> personal)
    {
        if (text.Length < Password.MinimumLength)
        {
            return new(ProblemCatalogue.WeakPassword, new FieldFault(field, "min_length", $"It must have at least {Password.MinimumLength} characters."));
        }

        if (!Password.TryParse(text, out _))
        {
            return new(ProblemCatalogue.InvalidArgument, new FieldFault(field, "max_length", $"It must have at most {Password.MaximumBytes} bytes in UTF-8."));
        }

        return Zxcvbn.Zxcvbn.MatchPassword(text, Words(personal)).Score < MinimumScore
            ? new(ProblemCatalogue.WeakPassword, new FieldFault(field, "guessable", Suggestion))
            : null;
    }

    private static List<string> Words(ReadOnlySpan<string> personal)
    {
        List<string> words = ["voipbin"];
        foreach (var text in personal)
        {
            words.Add(text);
            words.AddRange(text.Split(['@', '.', '-', '_', ' '], StringSplitOptions.RemoveEmptyEntries));
        }

        return words;
    }
}
