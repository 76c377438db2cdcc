import { and, eq, gt, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { insertRows } from "@/db/insert-rows";
import { coupons } from "@/db/schema/coupons";
import { auditEntries, merchants, staff, staffSessions, stores } from "@/db/schema/merchants";
import { apiKeys } from "@/db/schema/operations";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { BrandInput, MerchantInput, OrderRules, StoreInput } from "@/lib/merchants/schema";
import { addressOf, type Scope } from "@/lib/platform/auth/scope";

/** Who signs in with this address (lower case), and their password's hash; null = nobody. No merchant is known yet. */
export async function findStaffByEmail(reader: Reader, email: string) {
  const [row] = await reader
    .select({ id: staff.id, passwordHash: staff.passwordHash })
    .from(staff)
    .where(eq(staff.email, email));
  return row ?? null;
}

/** Keeps a new sign-in of one browser. */
export async function insertStaffSession(
  tx: Tx,
  session: {
    readonly id: string;
    readonly staffId: string;
    readonly userAgent: string;
    readonly expiresAt: Instant;
  },
): Promise<void> {
  await tx.insert(staffSessions).values(session);
}

/**
 * Ends one sign-in, or all of a person's where `sessionId` is null, but `except`; tells how many were still good.
 */
export async function endStaffSessions(
  tx: Tx,
  staffId: string,
  sessionId: string | null,
  now: Instant,
  except: string | null = null,
): Promise<number> {
  const ended = await tx
    .update(staffSessions)
    .set({ endedAt: now })
    .where(
      and(
        eq(staffSessions.staffId, staffId),
        isNull(staffSessions.endedAt),
        sessionId === null ? undefined : eq(staffSessions.id, sessionId),
        except === null ? undefined : ne(staffSessions.id, except),
      ),
    )
    .returning({ id: staffSessions.id });
  return ended.length;
}

const storeOf = (scope: Scope, storeId: string) =>
  and(eq(stores.merchantId, scope.merchantId), eq(stores.id, storeId));

/** Keeps a new store of the merchant; gives its id. */
export async function insertStore(tx: Tx, scope: Scope, store: StoreInput): Promise<string> {
  const id = newId("str");
  await tx.insert(stores).values({ merchantId: scope.merchantId, id, ...store });
  return id;
}

/** Locks a store until the transaction ends. Throws `not_found` when the merchant has none such. */
export async function lockStore(tx: Tx, scope: Scope, storeId: string) {
  const [row] = await tx.select().from(stores).where(storeOf(scope, storeId)).for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Writes what changed of a locked store and raises its revision, which it gives. */
export async function updateStore(
  tx: Tx,
  scope: Scope,
  storeId: string,
  change: Partial<StoreInput> & { archivedAt?: Instant | null },
): Promise<number> {
  const [row] = await tx
    .update(stores)
    .set({ ...change, revision: sql`${stores.revision} + 1`, updatedAt: sql`now()` })
    .where(storeOf(scope, storeId))
    .returning({ revision: stores.revision });
  if (!row) throw new Error("a locked store is gone");
  return row.revision;
}

/** Whether another store of the merchant has this code. True while the merchant's row is locked. */
export async function isCodeTaken(
  tx: Tx,
  scope: Scope,
  code: string,
  except: string | null,
): Promise<boolean> {
  const rows = await tx
    .select({ id: stores.id })
    .from(stores)
    .where(
      and(
        eq(stores.merchantId, scope.merchantId),
        eq(stores.code, code),
        except === null ? undefined : ne(stores.id, except),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Locks the merchant's own row until the transaction ends. */
export async function lockMerchant(tx: Tx, scope: Scope) {
  const [row] = await tx
    .select()
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId))
    .for("no key update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Writes what changed of the locked merchant and raises its revision, which it gives. */
export async function updateMerchant(
  tx: Tx,
  scope: Scope,
  change: Partial<MerchantInput & OrderRules & BrandInput> & { setupDismissedAt?: Instant | null },
): Promise<number> {
  const [row] = await tx
    .update(merchants)
    .set({ ...change, revision: sql`${merchants.revision} + 1`, updatedAt: sql`now()` })
    .where(eq(merchants.id, scope.merchantId))
    .returning({ revision: merchants.revision });
  if (!row) throw new Error("a locked merchant is gone");
  return row.revision;
}

/** How many coupons that may be had now or later limit what a member gets per day of the merchant's clock. */
export async function countDayLimited(tx: Tx, scope: Scope, now: Instant): Promise<number> {
  return await tx.$count(
    coupons,
    and(
      eq(coupons.merchantId, scope.merchantId),
      isNotNull(coupons.claimLimitPerDay),
      isNotNull(coupons.publishedAt),
      isNull(coupons.endedAt),
      isNull(coupons.archivedAt),
      or(isNull(coupons.validUntil), gt(coupons.validUntil, now)),
    ),
  );
}

/** One line of the audit log. */
export type AuditRow = Omit<
  typeof auditEntries.$inferInsert,
  "merchantId" | "id" | "at" | "actorType" | "actorId" | "requestId"
> & {
  /** Where it is another request of the caller's than the scope's. */
  readonly requestId?: string;
};

/** Appends lines to the audit log on the actor's behalf. */
export async function insertAudit(
  tx: Tx,
  rows: readonly { readonly scope: Scope; readonly record: AuditRow }[],
): Promise<void> {
  await insertRows(
    tx,
    auditEntries,
    rows.map(({ scope, record }) => {
      const { merchantId, actor, requestId } = scope;
      const by = {
        merchantId,
        actorType: actor.type,
        actorId: actor.id,
        requestId,
        address: addressOf(scope),
      };
      return { ...by, id: newId("aud"), before: null, after: null, ...record };
    }),
  );
}

/** An API key about to be stored: its hash and last four characters, never the key. */
export type NewApiKey = Pick<
  typeof apiKeys.$inferSelect,
  "name" | "keyHash" | "lastFour" | "scopes" | "ratePerMinute" | "expiresAt"
>;

/** Keeps a new API key of the merchant; gives its id. */
export async function insertApiKey(tx: Tx, scope: Scope, key: NewApiKey): Promise<string> {
  const id = newId("key");
  await tx.insert(apiKeys).values({ merchantId: scope.merchantId, id, createdBy: scope.actor.id, ...key });
  return id;
}

/** Ends an API key for good; false = it had ended before. Throws `not_found` when the merchant has none such. */
export async function endApiKey(tx: Tx, scope: Scope, keyId: string, now: Instant): Promise<boolean> {
  const mine = and(eq(apiKeys.merchantId, scope.merchantId), eq(apiKeys.id, keyId));
  const [row] = await tx.select({ revokedAt: apiKeys.revokedAt }).from(apiKeys).where(mine).for("update");
  if (!row) throw new AppError("not_found");
  if (row.revokedAt) return false;
  await tx.update(apiKeys).set({ revokedAt: now }).where(mine);
  return true;
}
