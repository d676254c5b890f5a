using VoipBin.Auth.Client;

namespace VoipBin.Sample;

internal sealed record Call(Guid Id, Guid CustomerId);

internal sealed record CallList(Guid CustomerId, VoipBinCallerType Type, IReadOnlyList<Call> Result);
