using System.Globalization;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>A service that sends its mail to a server.</summary>
internal interface IMailingService
{
    SmtpSink Sink { get; }
}

public sealed class MailingSqliteService : SqliteService, IMailingService
{
    private SmtpSink? sink;

    SmtpSink IMailingService.Sink => sink!;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        sink = MailSettings.Apply(Settings);
    }

    protected override async Task CleanAsync()
    {
        await sink!.DisposeAsync();
        await base.CleanAsync();
    }
}

public sealed class MailingPostgresService : PostgresService, IMailingService
{
    private SmtpSink? sink;

    SmtpSink IMailingService.Sink => sink!;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        sink = MailSettings.Apply(Settings);
    }

    protected override async Task CleanAsync()
    {
        await sink!.DisposeAsync();
        await base.CleanAsync();
    }
}

file static class MailSettings
{
    public static SmtpSink Apply(Dictionary<string, string?> settings)
    {
        var sink = new SmtpSink();
        sink.Start();
        settings["Mail:Host"] = "127.0.0.1";
        settings["Mail:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture);
        settings["Mail:StartTls"] = "false";
        settings["Mail:From"] = "voipbin@mail.example.org";
        settings["Mail:ProductName"] = "Example Voice";
        return sink;
    }
}
