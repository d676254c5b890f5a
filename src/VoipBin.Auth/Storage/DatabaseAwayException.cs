using System.Data.Common;

namespace VoipBin.Auth.Storage;

/// <summary>The database was not even asked: it did not answer a moment ago, or too many ask it now.</summary>
internal sealed class DatabaseAwayException(string message) : DbException(message);
