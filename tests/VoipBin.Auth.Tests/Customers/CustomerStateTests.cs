using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Tests.Customers;

public sealed class CustomerStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Active", false, false, false)]
    [InlineData("Frozen", false, false, true)]
    [InlineData("Deleted", false, true, false)]
    [InlineData("Active", true, true, false)]
    [InlineData("Frozen", true, true, true)]
    public void State_StatusAndMark_IsExpected(string status, bool hasMark, bool isDeleted, bool isFrozen)
    {
        var state = new CustomerState(Enum.Parse<CustomerStatus>(status), hasMark ? Now : null, null, null);

        Assert.Equal(isDeleted, state.IsDeleted);
        Assert.Equal(isFrozen, state.Freeze is not null);
    }

    [Fact]
    public void Freeze_DeletionScheduled_TellsWhenAndHowToStopIt()
    {
        var state = new CustomerState(CustomerStatus.Frozen, null, Now, Now.AddDays(30));

        var freeze = state.Freeze;

        Assert.Equal((Now, Now.AddDays(30), "DELETE /auth/unregister"), (freeze!.DeletionScheduledAt, freeze.DeletionEffectiveAt, freeze.RecoveryEndpoint));
    }
}
