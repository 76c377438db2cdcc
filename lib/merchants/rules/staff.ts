import type { Role } from "@/lib/platform/auth/scope";

/** What somebody is at a merchant, and whether they may work there now. */
export type StaffPlace = { readonly role: Role; readonly active: boolean };

/**
 * Whether a change of somebody's place would leave the merchant without a group admin who can sign in: nobody could
 * invite one then. `otherAdmins` counts the active group admins besides them.
 */
export function leavesNoAdmin(before: StaffPlace, after: StaffPlace, otherAdmins: number): boolean {
  const isAdmin = ({ role, active }: StaffPlace) => role === "group_admin" && active;
  return isAdmin(before) && !isAdmin(after) && otherAdmins === 0;
}

/** Why an invite cannot be used any more; null = it can. */
export function inviteEnd(
  invite: { readonly acceptedAt: Date | null; readonly revokedAt: Date | null; readonly expiresAt: Date },
  now: Date,
): "invite_used" | "invite_revoked" | "invite_expired" | null {
  if (invite.acceptedAt) return "invite_used";
  if (invite.revokedAt) return "invite_revoked";
  return invite.expiresAt <= now ? "invite_expired" : null;
}
