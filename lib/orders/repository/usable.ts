import { type SQL, sql } from "drizzle-orm";
import { texts } from "@/db/among";
import type { Reader } from "@/db/client";
import { readTogether } from "@/db/read-together";
import type { Instant } from "@/lib/kernel/time";
import { type CandidateRow, type StoredVoucher, withTerms } from "@/lib/orders/repository/vouchers";
import type { Scope } from "@/lib/platform/auth/scope";

/** Vouchers of one member that one cart is priced with at most. */
const CANDIDATES = 300;
/** No order takes more copies of one coupon than it takes vouchers at most, whatever the merchant sets. */
const MOST_COPIES = 20;

export type UsableVouchers = {
  readonly rows: readonly CandidateRow[];
  /** False where one was left out that a best set could need. */
  readonly isWhole: boolean;
};

const timeOf = (at: Instant) => sql`${at.toISOString()}::timestamptz`;

/** What a member, `m.id`, may use at `at`. */
const usable = (scope: Scope, at: SQL, more = sql``) => sql`
  select id, coupon_id, terms_version, status, issued_at, valid_from, valid_until ${more} from voucher
  where merchant_id = ${scope.merchantId} and member_id = m.id and status in ('available', 'reserved')
    and (valid_until is null or valid_until > ${at})`;

const ms = (time: string) => `((date_part('epoch', u.${time}) * 1000)::bigint)::text`;
/** What is told of a voucher, a text each; a place that says nothing is empty. Most are good from when they were issued. */
const columns = [
  "u.id",
  "u.coupon_id",
  "u.terms_version::text",
  "u.status",
  ms("issued_at"),
  `case when u.valid_from = u.issued_at then '' else ${ms("valid_from")} end`,
  `coalesce(${ms("valid_until")}, '')`,
];

// A text for each column of a member's vouchers, of ids and numbers of ours without any sign between: JSON of the same takes
// Postgres twice the time, and a row a voucher takes Node more. A member is told by their place among those asked for, whose ids
// are whatever a caller wrote.
const columnsOf = (memberIds: readonly string[], some: SQL, more: readonly string[] = [], order = sql``) => {
  const lists = [...columns, ...more].map(
    (column) => sql`coalesce(',' || string_agg(${sql.raw(column)}, ' ' ${order}), '')`,
  );
  return sql<string | null>`
    select string_agg(m.place || (select ${sql.join(lists, sql` || `)}
      from (${some} limit ${CANDIDATES + 1}) u), ';')
    from unnest(${texts(memberIds)}) with ordinality as m(id, place)`;
};

/**
 * For `readTogether`: the vouchers that best sets of these members may be made of, available or reserved and not over at
 * `at`, or now where that is null (pricing.md section 1). `usableOf` reads the answer, given the same members.
 */
export function askUsable(scope: Scope, memberIds: readonly string[], at: Instant | null) {
  return columnsOf(memberIds, usable(scope, at ? timeOf(at) : sql`statement_timestamp()`));
}

/**
 * What was asked by `askUsable`, by member, at a moment no earlier than it was asked for. At most three hundred vouchers of
 * each: one of every coupon first, then a second of each; of one coupon those that end first. Copies of a coupon stand in for
 * each other, so that of many only more than an order takes are missed by nobody.
 */
export async function usableOf(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  answer: string | null,
  { at, now }: { readonly at: Instant; readonly now: Instant },
): Promise<ReadonlyMap<string, UsableVouchers>> {
  const held = heldOf(memberIds, answer, at);
  const many = [...held].filter(([, own]) => own.length > CANDIDATES).map(([member]) => member);
  const isWhole = new Map<string, boolean>();
  if (many.length > 0) {
    for (const [member, own] of heldOf(many, await rank(reader, scope, many, at), at)) {
      const next = own[CANDIDATES];
      isWhole.set(member, next === undefined || next.copy > MOST_COPIES);
      held.set(member, own.slice(0, CANDIDATES));
    }
  }
  const rows = await withTerms(reader, scope, [...held.values()].flat(), now);
  const byMember = Map.groupBy(rows, (row) => row.memberId);
  return new Map(
    [...held.keys()].map((member) => [
      member,
      { rows: byMember.get(member) ?? [], isWhole: isWhole.get(member) ?? true },
    ]),
  );
}

/** The vouchers of members who have more than a cart is priced with, in the order in which they count. */
async function rank(reader: Reader, scope: Scope, memberIds: readonly string[], at: Instant) {
  const copy = sql`, row_number() over (partition by coupon_id, terms_version, status, valid_from <= ${timeOf(at)}
    order by valid_until asc nulls last, issued_at, id) as copy`;
  const some = sql`select * from (${usable(scope, timeOf(at), copy)}) c order by copy, valid_until asc nulls last, id`;
  const order = sql`order by u.copy, u.valid_until asc nulls last, u.id`;
  const { ranked } = await readTogether(reader, {
    ranked: columnsOf(memberIds, some, ["u.copy::text"], order),
  });
  return ranked;
}

type Held = StoredVoucher & { readonly copy: number };

/** The vouchers of each member that are not over at `at`. */
function heldOf(memberIds: readonly string[], answer: string | null, at: Instant): Map<string, Held[]> {
  const held = new Map<string, Held[]>();
  // Once for all who hold it: what is asked of a coupon by its id is found sooner by the same text.
  const couponIds = new Map<string, string>();
  for (const line of answer?.split(";") ?? []) {
    const [place, ...own] = line.split(",");
    const member = memberIds[Number(place) - 1];
    if (member === undefined) throw new Error("a member was answered for whom nobody asked");
    held.set(
      member,
      heldFrom(member, own, couponIds).filter(({ validUntil: until }) => until === null || until > at),
    );
  }
  return held;
}

function heldFrom(memberId: string, own: readonly string[], couponIds: Map<string, string>): Held[] {
  const [ids = [], coupons = [], terms = [], statuses = [], issued = [], from = [], until = [], copies = []] =
    own.map((column) => column.split(" "));
  return ids.map((id, i) => {
    const issuedAt = new Date(Number(issued[i]));
    const coupon = coupons[i] ?? "";
    const known = couponIds.get(coupon);
    if (known === undefined) couponIds.set(coupon, coupon);
    return {
      id,
      memberId,
      couponId: known ?? coupon,
      termsVersion: Number(terms[i]),
      status: statuses[i] === "reserved" ? "reserved" : "available",
      issuedAt,
      validFrom: from[i] ? new Date(Number(from[i])) : issuedAt,
      validUntil: until[i] ? new Date(Number(until[i])) : null,
      copy: Number(copies[i] ?? 1),
    };
  });
}
