import { randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { merchants, staff } from "@/db/schema/merchants";
import { staffInvites } from "@/db/schema/staff";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { StaffInvite } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const newSerial = () => randomBytes(12).toString("base64url");
const mine = (scope: Scope, id: string) =>
  and(eq(staffInvites.merchantId, scope.merchantId), eq(staffInvites.id, id));

/** Keeps a new invite; null when the merchant has an open one for that address already. */
export async function insertInvite(
  tx: Tx,
  scope: Scope,
  { email, role, storeIds }: StaffInvite,
  times: { readonly expiresAt: Instant },
): Promise<{ id: string; serial: string } | null> {
  const row = { id: newId("inv"), serial: newSerial() };
  const made = await tx
    .insert(staffInvites)
    .values({
      ...row,
      ...times,
      merchantId: scope.merchantId,
      email,
      role,
      storeIds,
      invitedBy: scope.actor.id ?? "",
    })
    .onConflictDoNothing()
    .returning({ id: staffInvites.id });
  return made.length === 1 ? row : null;
}

/** Locks the open invite of an address, expired or not, until the transaction ends; null = none. */
export async function lockOpenInvite(tx: Tx, scope: Scope, email: string) {
  const [row] = await tx
    .select()
    .from(staffInvites)
    .where(
      and(
        eq(staffInvites.merchantId, scope.merchantId),
        eq(staffInvites.email, email),
        isNull(staffInvites.acceptedAt),
        isNull(staffInvites.revokedAt),
      ),
    )
    .for("update");
  return row ?? null;
}

/** Locks an invite of the merchant. Throws `not_found` when it has none such. */
export async function lockInvite(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx.select().from(staffInvites).where(mine(scope, id)).for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Locks the invite a link names; null = none. Whose it is comes from the row: who opens a link is at no merchant yet. */
export async function lockInviteOfLink(tx: Tx, id: string) {
  const [row] = await tx.select().from(staffInvites).where(eq(staffInvites.id, id)).for("update");
  return row ?? null;
}

/** What the invite of a link says to who opened it; null = there is none such. */
export async function readInviteOfLink(tx: Tx, id: string) {
  const inviter = alias(staff, "inviter");
  const [row] = await tx
    .select({
      id: staffInvites.id,
      serial: staffInvites.serial,
      email: staffInvites.email,
      role: staffInvites.role,
      acceptedAt: staffInvites.acceptedAt,
      revokedAt: staffInvites.revokedAt,
      expiresAt: staffInvites.expiresAt,
      merchant: merchants.name,
      timeZone: merchants.timeZone,
      by: inviter.name,
      account: staff.id,
    })
    .from(staffInvites)
    .innerJoin(merchants, eq(merchants.id, staffInvites.merchantId))
    .leftJoin(inviter, eq(inviter.id, staffInvites.invitedBy))
    .leftJoin(staff, eq(staff.email, staffInvites.email))
    .where(eq(staffInvites.id, id));
  return row ?? null;
}

/** Gives a locked invite a new end and a new serial, which it gives: links of before are worth nothing from now on. */
export async function renewInvite(tx: Tx, scope: Scope, id: string, expiresAt: Instant): Promise<string> {
  const serial = newSerial();
  await tx.update(staffInvites).set({ serial, expiresAt }).where(mine(scope, id));
  return serial;
}

/** Takes a locked invite back. */
export async function endInvite(tx: Tx, scope: Scope, id: string, now: Instant): Promise<void> {
  await tx.update(staffInvites).set({ revokedAt: now }).where(mine(scope, id));
}

/** Marks a locked invite as used by this person. It throws when it was used before: a link is good once. */
export async function spendInvite(tx: Tx, id: string, staffId: string, now: Instant): Promise<void> {
  const used = await tx
    .update(staffInvites)
    .set({ acceptedAt: now, acceptedBy: staffId })
    .where(and(eq(staffInvites.id, id), isNull(staffInvites.acceptedAt), isNull(staffInvites.revokedAt)))
    .returning({ id: staffInvites.id });
  if (used.length !== 1) throw new Error("a locked invite was used");
}
