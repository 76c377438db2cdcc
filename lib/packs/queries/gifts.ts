import { and, desc, eq, inArray, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { merchants, staff } from "@/db/schema/merchants";
import { packGifts, packPurchases } from "@/db/schema/pack-purchases";
import { packs } from "@/db/schema/packs";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { shownPhone } from "@/lib/members/queries/brief";
import { asPhone, visible as visibleMembers } from "@/lib/members/queries/match";
import { visible } from "@/lib/packs/queries/packs";
import { shownMember } from "@/lib/packs/queries/purchases";
import type { GiftState } from "@/lib/packs/schema";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

const COUNT_CAP = 10_000;

export type GiftListQuery = {
  readonly packId: string;
  /** A phone in whole: of a member, or of a number that is none yet. */
  readonly q?: string;
  /** Those whose number is no member yet, those that were delivered, or those that were taken back. */
  readonly state?: GiftState | null;
  readonly cursor?: string | null;
  readonly limit?: number;
};

/** People of some stores see the gifts of their stores' members alone. */
function withinStores(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (storeIds === "all") return undefined;
  return storeIds.length > 0 ? inArray(members.homeStoreId, [...storeIds]) : sql`false`;
}

/** What a gift that stands so has. */
const stands = {
  waiting: packGifts.phone,
  delivered: packGifts.memberId,
  withdrawn: packGifts.withdrawnAt,
} as const satisfies Record<GiftState, unknown>;

/** Of the member, or the number, that a search says; nothing for what is no phone, or for who may not look people up. */
async function ofPhone(scope: Scope, q: string): Promise<SQL | undefined> {
  if (q === "") return undefined;
  const phone = can(scope.role, "member.read") ? await asPhone(scope, q) : null;
  return phone ? or(eq(packGifts.phone, phone), eq(members.phone, phone)) : sql`false`;
}

/** Gift records of a pack (K6), newest first: to whom, how many, by whom, and whether they have it. `total` is counted to a cap. */
export async function listGifts(scope: Scope, query: GiftListQuery) {
  const { packId, state, limit = 25, q = "" } = query;
  const where = and(
    await ofPhone(scope, q),
    visible(scope),
    eq(packGifts.merchantId, scope.merchantId),
    eq(packGifts.packId, packId),
    state ? isNotNull(stands[state]) : undefined,
    withinStores(scope),
  );
  const ofPack = and(eq(packs.merchantId, packGifts.merchantId), eq(packs.id, packGifts.packId));
  const ofMember = and(eq(members.merchantId, packGifts.merchantId), eq(members.id, packGifts.memberId));
  const cursor = decodeCursor(query.cursor);
  const some = db()
    .select({ one: sql`1`.as("one") })
    .from(packGifts)
    .innerJoin(packs, ofPack)
    .leftJoin(members, ofMember)
    .where(where)
    .limit(COUNT_CAP + 1)
    .as("some");
  const [found, [counted]] = await Promise.all([
    db()
      .select({
        id: packGifts.id,
        phone: packGifts.phone,
        memberId: packGifts.memberId,
        member: { name: members.name, nickname: members.nickname, phone: members.phone },
        quantity: packGifts.quantity,
        note: packGifts.note,
        contentsVersion: packGifts.contentsVersion,
        actorType: packGifts.actorType,
        by: staff.name,
        createdAt: packGifts.createdAt,
        /** Null while it waits for the number's registration. */
        deliveredAt: packGifts.deliveredAt,
        /** When it was taken back; null = it was not. */
        withdrawnAt: packGifts.withdrawnAt,
        withdrawnFrom: packGifts.withdrawnFrom,
        purchaseId: packPurchases.id,
        purchaseNumber: packPurchases.number,
      })
      .from(packGifts)
      .innerJoin(packs, ofPack)
      .leftJoin(members, ofMember)
      .leftJoin(staff, and(eq(packGifts.actorType, "staff"), eq(staff.id, packGifts.actorId)))
      .leftJoin(
        packPurchases,
        and(eq(packPurchases.merchantId, packGifts.merchantId), eq(packPurchases.giftId, packGifts.id)),
      )
      .where(and(where, cursor ? lt(packGifts.id, cursor.id) : undefined))
      .orderBy(desc(packGifts.id))
      .limit(limit + 1),
    db().select({ count: sql<number>`count(*)::int` }).from(some),
  ]);
  const rows = found.slice(0, limit).map(({ member, phone, withdrawnFrom, ...row }) => ({
    ...row,
    member: member && shownMember(scope, member),
    /** Of the member, or of the number that is none yet, as this reader may see it; of what was taken back its end. */
    phone: withdrawnFrom ? `•••• ${withdrawnFrom}` : shownPhone(scope, phone ?? member?.phone ?? ""),
    state: row.withdrawnAt
      ? ("withdrawn" as const)
      : row.deliveredAt
        ? ("delivered" as const)
        : ("waiting" as const),
  }));
  const last = found.length > limit ? rows.at(-1) : undefined;
  const nextCursor = last ? encodeCursor({ value: last.id, id: last.id }) : null;
  return { rows, total: counted?.count ?? 0, nextCursor };
}
export type GiftRow = Awaited<ReturnType<typeof listGifts>>["rows"][number];

/**
 * To whom a typed phone (without its country code: of `country`, else of the merchant's) would give: `member` with a masked
 * name, `nobody` yet, or null where there can be no such number. Of members whom the reader does not see here it is not told
 * whether they are any: `elsewhere` in a store's view, `beyond` to whoever gives to their stores' members alone (`giftPack`).
 */
export async function findGiftTarget(scope: Scope, phone: string, country?: string) {
  const [merchant] = await db()
    .select({ zone: merchants.timeZone })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  const parsed = merchant ? parsePhone(phone, country ?? countryOfZone(merchant.zone)) : null;
  if (!parsed) return null;
  const [row] = await db()
    .select({ id: members.id, name: members.name, nickname: members.nickname, phone: members.phone })
    .from(members)
    .where(and(visibleMembers(scope), eq(members.phone, parsed)));
  if (!row) {
    const everywhere = scope.storeId === null ? "nobody" : "elsewhere";
    return {
      type: scope.storeIds === "all" ? everywhere : "beyond",
      phone: shownPhone(scope, parsed),
    } as const;
  }
  const name = row.name ?? row.nickname;
  const masked = name ? `${name.slice(0, 1)}${"•".repeat(Math.min(3, Math.max(1, name.length - 1)))}` : null;
  return { type: "member" as const, id: row.id, name: masked, phone: shownPhone(scope, row.phone) };
}
