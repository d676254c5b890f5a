namespace VoipBin.Auth.Bootstrap;

/// <summary>The service does not start: nobody could ever log in.</summary>
internal sealed class BootstrapRefusedException() : Exception(
    "The database has no agent, so nobody could log in: set Bootstrap:Username and Bootstrap:Password (environment: Bootstrap__Username, Bootstrap__Password), for example to admin@example.net and the output of: openssl rand -base64 18");
