using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>The members of a request's body. All are nullable: what is missing is told by <see cref="Validate"/>, in the contract's words.</summary>
internal interface IRequestBody
{
    /// <summary>Whether every member is optional, so that an empty body and <c>null</c> count as <c>{}</c>.</summary>
    static abstract bool MayBeEmpty { get; }

    /// <summary>Everything that is wrong with the members.</summary>
    IEnumerable<FieldFault> Validate(IServiceProvider services);
}
