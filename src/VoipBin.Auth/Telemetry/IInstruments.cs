namespace VoipBin.Auth.Telemetry;

/// <summary>Instruments that observe something. Nobody asks for them, so that they are made at start.</summary>
internal interface IInstruments;
