namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>An accesskey or a token that the soak made.</summary>
/// <param name="Text">What is presented.</param>
/// <param name="Path">What is asked for with it; by the query, every second one.</param>
/// <param name="Id">By which it is deleted; empty for a token.</param>
internal sealed record SoakCredential(string Text, string Path, string Id = "")
{
    /// <summary>How many requests with it are under way: while there are some, nobody may take it away, or their answers could be either.</summary>
    public int Pending { get; set; }

    public byte[] Request(Uri address) => Path.Contains('?', StringComparison.Ordinal) ? Exchange.Write(address, "GET", Path) : Exchange.Write(address, "GET", Path, Text);
}
