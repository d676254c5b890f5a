using System.Net;

namespace VoipBin.Auth.Authentication;

/// <summary>Slows down who presents credentials that nobody has, by client address. Good callers of the same address are not: what was found to be real lately is always judged.</summary>
internal interface IFailedCredentialLimit
{
    /// <summary>The limit's name, as clients are told it.</summary>
    string Name { get; }

    /// <summary>How long until another credential is judged.</summary>
    TimeSpan Wait { get; }

    /// <summary>Whether so many were bad that no unknown one is to be judged now.</summary>
    bool Refuses(IPAddress? address);

    /// <summary>Tells the operator that one was not judged.</summary>
    void Report(IPAddress? address);

    /// <summary>Counts a bad one.</summary>
    void Count(IPAddress? address);
}
