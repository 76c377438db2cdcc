import { and, count, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staff, staffRoles, staffStores, stores } from "@/db/schema/merchants";
import { accessRequests } from "@/db/schema/staff";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import { MOST_LISTED } from "@/lib/kernel/listed";
import type { Instant } from "@/lib/kernel/time";
import type { StaffPost } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const placeOf = (scope: Scope, staffId: string) =>
  and(eq(staffRoles.merchantId, scope.merchantId), eq(staffRoles.staffId, staffId));

async function storesOf(tx: Tx, scope: Scope, staffId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: staffStores.storeId })
    .from(staffStores)
    .where(and(eq(staffStores.merchantId, scope.merchantId), eq(staffStores.staffId, staffId)))
    .orderBy(staffStores.storeId)
    .limit(MOST_LISTED);
  return rows.map((row) => row.id);
}

/** Locks what somebody is at the merchant until the transaction ends; null when they never worked there. */
export async function findPlace(tx: Tx, scope: Scope, staffId: string) {
  const [row] = await tx
    .select({ role: staffRoles.role, deactivatedAt: staffRoles.deactivatedAt })
    .from(staffRoles)
    .where(placeOf(scope, staffId))
    .for("update");
  return row ? { ...row, storeIds: await storesOf(tx, scope, staffId) } : null;
}

/** As `findPlace`. Throws `not_found` when they never worked there. */
export async function lockPlace(tx: Tx, scope: Scope, staffId: string) {
  const place = await findPlace(tx, scope, staffId);
  if (!place) throw new AppError("not_found");
  return place;
}

/** How many active group admins the merchant has besides this person. True while the merchant's row is locked. */
export async function countOtherAdmins(tx: Tx, scope: Scope, staffId: string): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(staffRoles)
    .where(
      and(
        eq(staffRoles.merchantId, scope.merchantId),
        eq(staffRoles.role, "group_admin"),
        isNull(staffRoles.deactivatedAt),
        ne(staffRoles.staffId, staffId),
      ),
    );
  return row?.count ?? 0;
}

/** Which of these stores the merchant has and are in business. */
export async function openStores(tx: Tx, scope: Scope, storeIds: readonly string[]): Promise<string[]> {
  if (storeIds.length === 0) return [];
  const mine = and(eq(stores.merchantId, scope.merchantId), inArray(stores.id, [...storeIds]));
  const rows = await tx
    .select({ id: stores.id })
    .from(stores)
    .where(and(mine, isNull(stores.archivedAt)));
  return rows.map((row) => row.id);
}

/** Makes somebody what `post` says, whatever they were before, and active. */
export async function putPlace(tx: Tx, scope: Scope, staffId: string, post: StaffPost): Promise<void> {
  const { merchantId } = scope;
  const { role, storeIds } = post;
  await tx
    .insert(staffRoles)
    .values({ merchantId, staffId, role })
    .onConflictDoUpdate({
      target: [staffRoles.merchantId, staffRoles.staffId],
      set: { role, deactivatedAt: null },
    });
  await tx
    .delete(staffStores)
    .where(and(eq(staffStores.merchantId, merchantId), eq(staffStores.staffId, staffId)));
  if (storeIds.length === 0) return;
  await tx.insert(staffStores).values(storeIds.map((storeId) => ({ merchantId, staffId, storeId })));
}

/** Ends a person's access to the merchant, or gives it back; their role and stores stay as they are. */
export async function setDeactivated(
  tx: Tx,
  scope: Scope,
  staffId: string,
  at: Instant | null,
): Promise<void> {
  await tx.update(staffRoles).set({ deactivatedAt: at }).where(placeOf(scope, staffId));
}

/** Keeps a new person; null when somebody has that address already. */
export async function insertStaff(
  tx: Tx,
  person: { readonly email: string; readonly name: string; readonly passwordHash: string },
): Promise<string | null> {
  const id = newId("stf");
  const made = await tx
    .insert(staff)
    .values({ id, ...person })
    .onConflictDoNothing({ target: staff.email })
    .returning({ id: staff.id });
  return made.length === 1 ? id : null;
}

/** Locks a person until the transaction ends; null = gone. */
export async function lockPerson(tx: Tx, staffId: string) {
  const [row] = await tx
    .select({
      id: staff.id,
      email: staff.email,
      name: staff.name,
      passwordHash: staff.passwordHash,
      preferences: staff.preferences,
    })
    .from(staff)
    .where(eq(staff.id, staffId))
    .for("no key update");
  return row ?? null;
}

/** Writes what changed of a locked person. */
export async function updatePerson(
  tx: Tx,
  staffId: string,
  change: { readonly passwordHash?: string; readonly preferences?: Record<string, string> },
): Promise<void> {
  await tx
    .update(staff)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(staff.id, staffId));
}

/** Whether the person works at any other merchant, active or not. */
export async function worksElsewhere(tx: Tx, scope: Scope, staffId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: staffRoles.staffId })
    .from(staffRoles)
    .where(and(eq(staffRoles.staffId, staffId), ne(staffRoles.merchantId, scope.merchantId)))
    .limit(1);
  return rows.length > 0;
}

/** Keeps a request for access; null when the same one is open already. */
export async function insertAccessRequest(
  tx: Tx,
  scope: Scope,
  request: { readonly staffId: string; readonly capability: string },
): Promise<string | null> {
  const id = newId("acr");
  const made = await tx
    .insert(accessRequests)
    .values({ merchantId: scope.merchantId, id, ...request })
    .onConflictDoNothing()
    .returning({ id: accessRequests.id });
  return made.length === 1 ? id : null;
}

/** Locks a request for access. Throws `not_found` when the merchant has none such. */
export async function lockAccessRequest(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select()
    .from(accessRequests)
    .where(and(eq(accessRequests.merchantId, scope.merchantId), eq(accessRequests.id, id)))
    .for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Closes open requests for access: one of them, or all of a person's. Tells how many were open. */
export async function closeAccessRequests(
  tx: Tx,
  scope: Scope,
  which: { readonly id: string } | { readonly staffId: string },
  now: Instant,
): Promise<number> {
  const chosen = "id" in which ? eq(accessRequests.id, which.id) : eq(accessRequests.staffId, which.staffId);
  const closed = await tx
    .update(accessRequests)
    .set({ closedAt: now, closedBy: scope.actor.id })
    .where(and(eq(accessRequests.merchantId, scope.merchantId), chosen, isNull(accessRequests.closedAt)))
    .returning({ id: accessRequests.id });
  return closed.length;
}
