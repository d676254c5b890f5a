namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Whether something grows.</summary>
internal static class Trend
{
    /// <summary>The slope of the line through these points whose squared distances are least: how much the second grows while the first grows by one.</summary>
    public static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / points.Sum(point => (point.X - meanX) * (point.X - meanX));
    }

    /// <summary>By how much the least of the last third is above the least of the first: what comes and goes does not count, what is lost does.</summary>
    public static double Growth(IReadOnlyList<double> values)
    {
        var third = values.Count / 3;
        return values.TakeLast(third).Min() - values.Take(third).Min();
    }
}
