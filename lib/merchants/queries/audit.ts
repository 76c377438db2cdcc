import { and, asc, desc, eq, gte, ilike, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEntries, staff, staffRoles } from "@/db/schema/merchants";
import { apiKeys } from "@/db/schema/operations";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** How far back words are looked for in what changed: there is no index over it, and nobody shall wait for long. */
export const SEARCH_DEPTH = 20_000;
const SKEW_MS = 3_600_000;

/** What finance may read of the log (reliability.md 3.1): what is about money, and what of members moves it. */
const FINANCE_OBJECTS = ["coupon", "giving", "voucher", "pack", "pack_purchase", "order", "payment"] as const;
const FINANCE_ACTIONS = ["member.adjust_account", "coupon.grant", "coupon.claim"] as const;

/** Word for word the condition of the indexes the log is read by; members' own doings are found by their object. */
const notByMembers = sql`${auditEntries.actorType} in ('staff', 'api_key', 'system')`;

/** What a reader may see of the log. */
function readable(scope: Scope): SQL | undefined {
  const ofMoney =
    scope.role === "finance"
      ? or(
          inArray(auditEntries.objectType, [...FINANCE_OBJECTS]),
          inArray(auditEntries.action, [...FINANCE_ACTIONS]),
        )
      : undefined;
  return and(eq(auditEntries.merchantId, scope.merchantId), ofMoney);
}

const idAt = (at: Instant) => newId("aud", at.getTime()).slice(0, "aud_".length + 10);

export type AuditQuery = {
  /** An object's or request's id, exactly; else a word in the action, in what changed, or of the client's address. */
  readonly q?: string;
  readonly actorIds?: readonly string[];
  readonly actions?: readonly string[];
  readonly objectType?: string;
  readonly objectId?: string;
  readonly from?: Instant;
  /** Exclusive. */
  readonly until?: Instant;
  readonly cursor?: string | null;
  readonly size?: number;
};

/**
 * What came of it, without how money was paid back by hand: a version before wrote it here, where it outlives its member. It is
 * kept with the refund now.
 */
export const auditAfter = sql`case when ${auditEntries.action} = 'payment.settle_refund'
  then ${auditEntries.after} - 'reason' else ${auditEntries.after} end`;

const columns = {
  id: auditEntries.id,
  at: auditEntries.at,
  actorType: auditEntries.actorType,
  actorId: auditEntries.actorId,
  action: auditEntries.action,
  objectType: auditEntries.objectType,
  objectId: auditEntries.objectId,
  before: auditEntries.before,
  after: auditAfter.mapWith(auditEntries.after),
  requestId: auditEntries.requestId,
  address: auditEntries.address,
  staffName: staff.name,
  staffEmail: staff.email,
  keyName: apiKeys.name,
};

function entries() {
  return db()
    .select(columns)
    .from(auditEntries)
    .leftJoin(staff, and(eq(auditEntries.actorType, "staff"), eq(staff.id, auditEntries.actorId)))
    .leftJoin(
      apiKeys,
      and(eq(apiKeys.merchantId, auditEntries.merchantId), eq(apiKeys.id, auditEntries.actorId)),
    );
}

const isId = (text: string) => /^[a-z]{3}_[0-9a-z]{26}$/.test(text);

/** Entries that hold a word, among the newest so many that the other conditions leave. */
function holding(text: string, where: SQL | undefined): SQL {
  const wanted = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const newest = db()
    .select({
      id: auditEntries.id,
      action: auditEntries.action,
      change:
        sql<string>`concat(${auditEntries.before}::text, (${auditAfter})::text, ${auditEntries.address})`.as(
          "change",
        ),
    })
    .from(auditEntries)
    .where(where)
    .orderBy(desc(auditEntries.id))
    .limit(SEARCH_DEPTH)
    .as("newest");
  const found = db()
    .select({ id: newest.id })
    .from(newest)
    .where(or(ilike(newest.action, wanted), sql`${newest.change} ilike ${wanted}`));
  return inArray(auditEntries.id, found);
}

/**
 * The audit log of the merchant (C-125), newest first: what staff, programs and the system did, and, where an object is
 * named, what members did to it, too. Finance reads what is about money.
 */
export async function listAudit(scope: Scope, query: AuditQuery = {}) {
  const { q = "", actorIds = [], actions = [], objectType, objectId, from, until, size = 50 } = query;
  const ofObject = objectType !== undefined && objectId !== undefined;
  const narrowed = and(
    readable(scope),
    ofObject ? undefined : notByMembers,
    actorIds.length > 0 ? inArray(auditEntries.actorId, [...actorIds]) : undefined,
    actions.length > 0 ? inArray(auditEntries.action, [...actions]) : undefined,
    objectType ? eq(auditEntries.objectType, objectType) : undefined,
    objectId ? eq(auditEntries.objectId, objectId) : undefined,
    // The id begins with the time it was made, so the key finds a period; the column says exactly.
    from
      ? and(gte(auditEntries.id, idAt(new Date(from.getTime() - SKEW_MS))), gte(auditEntries.at, from))
      : undefined,
    until
      ? and(lt(auditEntries.id, idAt(new Date(until.getTime() + SKEW_MS))), lt(auditEntries.at, until))
      : undefined,
  );
  const named = q && isId(q) ? or(eq(auditEntries.objectId, q), eq(auditEntries.id, q)) : undefined;
  const searched = q && !isId(q) ? or(eq(auditEntries.requestId, q), holding(q, narrowed)) : undefined;
  const cursor = decodeCursor(query.cursor);
  const found = await entries()
    .where(and(narrowed, named, searched, cursor ? lt(auditEntries.id, cursor.id) : undefined))
    .orderBy(desc(auditEntries.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor({ value: last.id, id: last.id }) : null };
}
export type AuditRow = Awaited<ReturnType<typeof listAudit>>["rows"][number];

/** One entry of the log; null when the merchant has none such or the reader may not read it. */
export async function getAuditEntry(scope: Scope, id: string): Promise<AuditRow | null> {
  const [row] = await entries().where(and(readable(scope), eq(auditEntries.id, id)));
  return row ?? null;
}

/** Who may stand in the log: the merchant's people by name and its API keys. */
export async function auditPeople(scope: Scope) {
  const [people, keys] = await Promise.all([
    db()
      .select({ id: staff.id, name: staff.name })
      .from(staffRoles)
      .innerJoin(staff, eq(staff.id, staffRoles.staffId))
      .where(eq(staffRoles.merchantId, scope.merchantId))
      .orderBy(asc(staff.name))
      .limit(500),
    db()
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(eq(apiKeys.merchantId, scope.merchantId))
      .orderBy(asc(apiKeys.name))
      .limit(100),
  ]);
  return [...people, ...keys];
}
