namespace VoipBin.Auth.Requests;

/// <summary>A page of a list, newest first.</summary>
/// <param name="Result">The rows.</param>
/// <param name="NextPageToken">What to send as <c>page_token</c> for the next page; empty on the last.</param>
internal sealed record Page<TRow>(IReadOnlyList<TRow> Result, string NextPageToken)
{
    /// <summary>Makes a page of rows of which one more was asked for than it may have.</summary>
    public static Page<TRow> Of<TSource>(IReadOnlyList<TSource> rows, PageRequest request, Func<TSource, PageCursor> cursor, Func<TSource, TRow> present)
    {
        var hasMore = rows.Count > request.Size;
        return new([.. rows.Take(request.Size).Select(present)], hasMore ? cursor(rows[request.Size - 1]).ToString() : "");
    }
}
