using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.IntegrationTests.Permissions;

/// <summary>Section 5 of the contract, said once for the tests; on purpose not in terms of the service's own code.</summary>
/// <param name="IsKey">An accesskey: admin of its customer, but it grants 16 and 64 only, and touches no password and no permission.</param>
/// <param name="Bits">What the caller may do; of a key nothing is asked.</param>
internal sealed record PrivilegeRule(bool IsKey, int Bits)
{
    private bool IsSuper => !IsKey && (Bits & 1) != 0;

    private bool IsAdmin => !IsKey && (Bits & (1 | 32)) != 0;

    private bool Manages => IsKey || (Bits & (1 | 32 | 64)) != 0;

    private int Grantable => IsKey ? 16 | 64 : (Bits & 1) != 0 ? 1 | 16 | 32 | 64 : (Bits & 32) != 0 ? 16 | 32 | 64 : (Bits & 64) != 0 ? 16 : 0;

    public bool MayCreate(int granted) => Manages && MayGrant(granted);

    public bool MayUpdate(PrivilegeTarget target) => target.IsOneself || (Manages && MayTouch(target));

    public bool MayDelete(PrivilegeTarget target) => Manages && MayTouch(target);

    public bool MaySetPassword(PrivilegeTarget target, bool knowsCurrent) => (IsAdmin && MayTouch(target)) || (target.IsOneself && knowsCurrent);

    public bool MaySetPermission(PrivilegeTarget target, int granted) => IsAdmin && MayTouch(target) && MayGrant(granted);

    /// <summary>Whether somebody with these bits can do more than the caller: the thing that must never come about.</summary>
    public bool IsWeakerThan(Permission permission) => Rank((int)permission) > (IsKey ? Rank(64) : Rank(Bits));

    private static int Rank(int bits) => (bits & 1) != 0 ? 4 : (bits & 32) != 0 ? 3 : (bits & 64) != 0 ? 2 : (bits & 16) != 0 ? 1 : 0;

    private bool MayTouch(PrivilegeTarget target) => (target.IsOfOwnCustomer || IsSuper) && MayGrant(target.Bits);

    private bool MayGrant(int bits) => (bits & ~Grantable) == 0;
}

/// <summary>The agent that somebody tries to change.</summary>
internal sealed record PrivilegeTarget(int Bits, bool IsOfOwnCustomer, bool IsOneself);
