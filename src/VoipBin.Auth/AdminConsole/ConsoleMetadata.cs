namespace VoipBin.Auth.AdminConsole;

/// <summary>Marks a route that is about somebody's own session, also while he acts for a customer.</summary>
internal sealed record OwnSessionMetadata;

/// <summary>Which fields of a form are shown again after somebody had to sign in, or the form was out of date. They go through an address: never a secret.</summary>
internal sealed record KeptFieldsMetadata(IReadOnlyList<string> Names);
