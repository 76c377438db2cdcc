import { and, count, desc, eq, gt, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { staff } from "@/db/schema/merchants";
import { apiKeys } from "@/db/schema/operations";
import type { Scope } from "@/lib/platform/auth/scope";

const COUNT_CAP = 10_000;

const isGood = and(
  isNull(apiKeys.revokedAt),
  or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
);

const columns = {
  id: apiKeys.id,
  name: apiKeys.name,
  lastFour: apiKeys.lastFour,
  scopes: apiKeys.scopes,
  ratePerMinute: apiKeys.ratePerMinute,
  createdAt: apiKeys.createdAt,
  createdBy: staff.name,
  lastUsedAt: apiKeys.lastUsedAt,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  isGood: sql<boolean>`${isGood}`,
};

export type ApiKeyQuery = {
  /** Good keys, or those that were revoked or have expired. */
  readonly status?: "good" | "over";
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The merchant's API keys (C-123), newest first, by what people tell them apart; the keys themselves are nowhere. */
export async function listApiKeys(scope: Scope, query: ApiKeyQuery = {}) {
  const { status = "good", cursor = null, size = 25 } = query;
  const isOver = or(isNotNull(apiKeys.revokedAt), lte(apiKeys.expiresAt, sql`now()`));
  const where = and(eq(apiKeys.merchantId, scope.merchantId), status === "good" ? isGood : isOver);
  const counted = db().select({ id: apiKeys.id }).from(apiKeys).where(where).limit(COUNT_CAP);
  const [found, [total]] = await Promise.all([
    db()
      .select(columns)
      .from(apiKeys)
      .leftJoin(staff, eq(staff.id, apiKeys.createdBy))
      .where(and(where, cursor ? lt(apiKeys.id, cursor) : undefined))
      .orderBy(desc(apiKeys.id))
      .limit(size + 1),
    db().select({ count: count() }).from(counted.as("some")),
  ]);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return { rows, total: total?.count ?? 0, nextCursor: last?.id ?? null };
}
export type ApiKeyRow = Awaited<ReturnType<typeof listApiKeys>>["rows"][number];

/** One API key, good or not; null when the merchant has none such. */
export async function getApiKey(scope: Scope, keyId: string): Promise<ApiKeyRow | null> {
  const [row] = await db()
    .select(columns)
    .from(apiKeys)
    .leftJoin(staff, eq(staff.id, apiKeys.createdBy))
    .where(and(eq(apiKeys.merchantId, scope.merchantId), eq(apiKeys.id, keyId)));
  return row ?? null;
}
