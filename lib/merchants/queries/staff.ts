import { and, asc, count, desc, eq, ilike, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { staff, staffRoles, staffStores, stores } from "@/db/schema/merchants";
import { accessRequests, staffInvites, staffTotp } from "@/db/schema/staff";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Role, Scope } from "@/lib/platform/auth/scope";
import { linkToken } from "@/lib/platform/link-token";

const COUNT_CAP = 10_000;
const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The stores a person works in, by name, those that closed since too; none for the roles that work everywhere. */
const ownStores = sql<{ id: string; name: string; isOpen: boolean }[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'isOpen', s.archived_at is null) order by s.name) from ${staffStores} ss
  join ${stores} s on s.merchant_id = ss.merchant_id and s.id = ss.store_id
  where ss.merchant_id = ${staffRoles.merchantId} and ss.staff_id = ${staffRoles.staffId}), '[]'::jsonb)`;

const columns = {
  id: staff.id,
  name: staff.name,
  email: staff.email,
  role: staffRoles.role,
  stores: ownStores,
  lastSeenAt: staffRoles.lastSeenAt,
  joinedAt: staffRoles.createdAt,
  deactivatedAt: staffRoles.deactivatedAt,
  twoFactorSince: staffTotp.createdAt,
};

export type StaffListQuery = {
  readonly q?: string;
  readonly roles?: readonly Role[];
  readonly status?: "active" | "deactivated";
  readonly storeIds?: readonly string[];
  /** Only these. */
  readonly ids?: readonly string[];
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The people of the merchant by name (C-122): who may work here unless the deactivated are asked for. */
export async function listStaff(scope: Scope, query: StaffListQuery = {}) {
  const { q = "", roles = [], status = "active", storeIds = [], ids, descending = false, size = 25 } = query;
  const worksIn = sql`exists (select 1 from ${staffStores} ss where ss.merchant_id = ${staffRoles.merchantId}
    and ss.staff_id = ${staffRoles.staffId} and ss.store_id in ${[...storeIds]})`;
  const where = and(
    eq(staffRoles.merchantId, scope.merchantId),
    status === "active" ? isNull(staffRoles.deactivatedAt) : isNotNull(staffRoles.deactivatedAt),
    roles.length > 0 ? inArray(staffRoles.role, [...roles]) : undefined,
    ids ? inArray(staffRoles.staffId, [...ids]) : undefined,
    storeIds.length > 0 ? worksIn : undefined,
    q ? or(ilike(staff.name, contains(q)), ilike(staff.email, contains(q))) : undefined,
  );
  const cursor = decodeCursor(query.cursor);
  const after = cursor
    ? sql`(${staff.name}, ${staff.id}) ${sql.raw(descending ? "<" : ">")} (${cursor.value}, ${cursor.id})`
    : undefined;
  const order = descending ? desc : asc;
  const people = () =>
    db().select(columns).from(staffRoles).innerJoin(staff, eq(staff.id, staffRoles.staffId));
  const counted = db()
    .select({ id: staffRoles.staffId })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(where)
    .limit(COUNT_CAP);
  const [found, [total]] = await Promise.all([
    people()
      .leftJoin(staffTotp, eq(staffTotp.staffId, staff.id))
      .where(and(where, after))
      .orderBy(order(staff.name), order(staff.id))
      .limit(size + 1),
    db().select({ count: count() }).from(counted.as("some")),
  ]);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return {
    rows,
    total: total?.count ?? 0,
    nextCursor: last ? encodeCursor({ value: last.name, id: last.id }) : null,
  };
}
export type StaffRow = Awaited<ReturnType<typeof listStaff>>["rows"][number];

/** One person of the merchant, deactivated or not; null when nobody such ever worked here. */
export async function getStaff(scope: Scope, staffId: string): Promise<StaffRow | null> {
  const [row] = await db()
    .select(columns)
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .leftJoin(staffTotp, eq(staffTotp.staffId, staff.id))
    .where(and(eq(staffRoles.merchantId, scope.merchantId), eq(staffRoles.staffId, staffId)));
  return row ?? null;
}

/** Who works in one store by name: its managers and cashiers that are active. */
export async function listStoreStaff(scope: Scope, storeId: string) {
  return await db()
    .select({ id: staff.id, name: staff.name, email: staff.email, role: staffRoles.role })
    .from(staffStores)
    .innerJoin(
      staffRoles,
      and(eq(staffRoles.merchantId, staffStores.merchantId), eq(staffRoles.staffId, staffStores.staffId)),
    )
    .innerJoin(staff, eq(staff.id, staffStores.staffId))
    .where(
      and(
        eq(staffStores.merchantId, scope.merchantId),
        eq(staffStores.storeId, storeId),
        isNull(staffRoles.deactivatedAt),
      ),
    )
    .orderBy(asc(staff.name), asc(staff.id))
    .limit(200);
}

/** The invites that nobody has used or taken back, newest first, with what their links prove themselves with. */
export async function listInvites(scope: Scope) {
  const rows = await db()
    .select({
      id: staffInvites.id,
      serial: staffInvites.serial,
      email: staffInvites.email,
      role: staffInvites.role,
      stores: sql<string[]>`coalesce((select array_agg(s.name order by s.name) from ${stores} s
        where s.merchant_id = ${staffInvites.merchantId} and s.id = any(${staffInvites.storeIds})), '{}')`,
      by: staff.name,
      createdAt: staffInvites.createdAt,
      expiresAt: staffInvites.expiresAt,
    })
    .from(staffInvites)
    .leftJoin(staff, eq(staff.id, staffInvites.invitedBy))
    .where(
      and(
        eq(staffInvites.merchantId, scope.merchantId),
        isNull(staffInvites.acceptedAt),
        isNull(staffInvites.revokedAt),
      ),
    )
    .orderBy(desc(staffInvites.id))
    .limit(100);
  return rows.map(({ serial, ...row }) => ({ ...row, token: linkToken("staff-invite", row.id, serial) }));
}
export type InviteRow = Awaited<ReturnType<typeof listInvites>>[number];

/** What people of the merchant ask to be allowed as long as nobody has answered: the newest fifty, newest first. */
export async function listAccessRequests(scope: Scope) {
  return await db()
    .select({
      id: accessRequests.id,
      staffId: accessRequests.staffId,
      name: staff.name,
      role: staffRoles.role,
      capability: accessRequests.capability,
      createdAt: accessRequests.createdAt,
    })
    .from(accessRequests)
    .innerJoin(staff, eq(staff.id, accessRequests.staffId))
    .innerJoin(
      staffRoles,
      and(
        eq(staffRoles.merchantId, accessRequests.merchantId),
        eq(staffRoles.staffId, accessRequests.staffId),
      ),
    )
    .where(and(eq(accessRequests.merchantId, scope.merchantId), isNull(accessRequests.closedAt)))
    .orderBy(desc(accessRequests.id))
    .limit(50);
}
export type AccessRequestRow = Awaited<ReturnType<typeof listAccessRequests>>[number];

/** How many of them there are; 101 = more than 100. */
export async function countAccessRequests(scope: Scope): Promise<number> {
  const open = db()
    .select({ id: accessRequests.id })
    .from(accessRequests)
    .where(and(eq(accessRequests.merchantId, scope.merchantId), isNull(accessRequests.closedAt)))
    .limit(101);
  const [row] = await db().select({ count: count() }).from(open.as("open"));
  return row?.count ?? 0;
}
