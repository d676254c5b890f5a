using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Agents;

/// <summary>What a login needs to know.</summary>
internal sealed record AgentLogin(Agent Agent, CustomerState Customer);
