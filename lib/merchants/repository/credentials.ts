import { and, count, eq, isNull, lt } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { passwordResets, recoveryCodes, staffTotp } from "@/db/schema/staff";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";

/** Keeps a new way to reset a password; gives its id. */
export async function insertReset(tx: Tx, staffId: string, expiresAt: Instant): Promise<string> {
  const id = newId("pwr");
  await tx.insert(passwordResets).values({ id, staffId, expiresAt });
  return id;
}

/** The reset a link names, as it is while its person's row is locked; null = none. */
export async function findReset(tx: Tx, id: string) {
  const [row] = await tx.select().from(passwordResets).where(eq(passwordResets.id, id));
  return row ?? null;
}

/** Makes every way to reset this person's password worthless. */
export async function endResets(tx: Tx, staffId: string, now: Instant): Promise<void> {
  await tx
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.staffId, staffId), isNull(passwordResets.usedAt)));
}

/** A person's second factor: its sealed secret; null = they have none. */
export async function findTotp(tx: Tx, staffId: string) {
  const [row] = await tx.select().from(staffTotp).where(eq(staffTotp.staffId, staffId));
  return row ?? null;
}

/** Keeps a person's second factor; false = they have one already. */
export async function insertTotp(
  tx: Tx,
  totp: { readonly staffId: string; readonly secret: string; readonly lastStep: number },
): Promise<boolean> {
  const made = await tx
    .insert(staffTotp)
    .values(totp)
    .onConflictDoNothing()
    .returning({ staffId: staffTotp.staffId });
  return made.length === 1;
}

/**
 * Takes a step of a person's second factor; false = a code of it or of a later one was taken before. Two that bring the
 * same code meet on the row, and one is let in.
 */
export async function takeStep(tx: Tx, staffId: string, step: number): Promise<boolean> {
  const taken = await tx
    .update(staffTotp)
    .set({ lastStep: step })
    .where(and(eq(staffTotp.staffId, staffId), lt(staffTotp.lastStep, step)))
    .returning({ staffId: staffTotp.staffId });
  return taken.length === 1;
}

/** Takes a person's second factor away, with its recovery codes; false = they had none. */
export async function deleteTotp(tx: Tx, staffId: string): Promise<boolean> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId));
  const gone = await tx
    .delete(staffTotp)
    .where(eq(staffTotp.staffId, staffId))
    .returning({ staffId: staffTotp.staffId });
  return gone.length === 1;
}

/** Puts new recovery codes, as hashes, in the place of all that the person had. */
export async function replaceRecoveryCodes(
  tx: Tx,
  staffId: string,
  hashes: readonly string[],
): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId));
  await tx.insert(recoveryCodes).values(hashes.map((codeHash) => ({ staffId, codeHash })));
}

/** Takes a recovery code; false = the person has none such, or it was used. Of two that bring the same one, one is let in. */
export async function takeRecoveryCode(
  tx: Tx,
  staffId: string,
  codeHash: string,
  now: Instant,
): Promise<boolean> {
  const taken = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.staffId, staffId),
        eq(recoveryCodes.codeHash, codeHash),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ staffId: recoveryCodes.staffId });
  return taken.length === 1;
}

/** How many recovery codes the person has left. */
export async function countRecoveryCodes(tx: Tx, staffId: string): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.staffId, staffId), isNull(recoveryCodes.usedAt)));
  return row?.count ?? 0;
}
