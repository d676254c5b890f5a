namespace VoipBin.Auth.Testing;

/// <summary>Whom the service makes at its first start, when a test says who: an operator of the platform.</summary>
internal static class FirstAdmin
{
    public const string Username = "admin@example.net";
    public const string Password = "correct horse battery";
}
