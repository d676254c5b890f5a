namespace VoipBin.Auth.Customers;

/// <summary>Which of the living customers are asked for, newest first.</summary>
/// <param name="Text">What name or e-mail address must contain, in any case of letters, or an id; empty for all.</param>
/// <param name="Page">From 1.</param>
internal sealed record CustomerSearch(string Text, int Page)
{
    /// <summary>Customers on a page.</summary>
    public const int PageSize = 25;
}
