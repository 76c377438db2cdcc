import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { type Question, together } from "@/db/read-together";
import type { Instant } from "@/lib/kernel/time";
import { statesOf, statesText } from "@/lib/orders/repository/coupon-states";
import { loadTerms } from "@/lib/orders/repository/terms";
import { loadHolds } from "@/lib/orders/repository/vouchers";
import { candidateOf, type VoucherRow } from "@/lib/orders/rules/candidates";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Candidate } from "@/lib/pricing/shapes";

/** Vouchers of one member that one cart is priced with at most. */
const CANDIDATES = 300;
/** No order takes more copies of one coupon than it takes vouchers at most, whatever the merchant sets. */
const MOST_COPIES = 20;

export type UsableVouchers = {
  /** Nobody's uses are counted in them. */
  readonly candidates: readonly Candidate[];
  /** False where one was left out that a best set could need. */
  readonly isWhole: boolean;
};

type Asked = {
  readonly merchantId: string;
  readonly holders: readonly string[];
  /** When they are to be usable; null = as it is asked. */
  readonly at: string | null;
};
const at = sql`coalesce(${sql.placeholder("at")}::timestamptz, statement_timestamp())`;

/** What a member, `m.id`, may use. */
const usable = (more = sql``) => sql`
  select id, coupon_id, terms_version, status, issued_at, valid_from, valid_until ${more} from voucher
  where merchant_id = ${sql.placeholder("merchantId")} and member_id = m.id and status in ('available', 'reserved')
    and (valid_until is null or valid_until > ${at})`;

const ms = (time: string) => `((date_part('epoch', u.${time}) * 1000)::bigint)::text`;
/** What is told of a voucher, a text each; a place that says nothing is empty. Most are good from when they were issued. */
const columns = [
  "u.id",
  // What many have in common, as `kindFrom` reads it.
  "u.coupon_id || '.' || u.terms_version || case u.status when 'available' then '' else '.' || u.status end",
  ms("issued_at"),
  `case when u.valid_from = u.issued_at then '' else ${ms("valid_from")} end`,
  `coalesce(${ms("valid_until")}, '')`,
];

// A text for each column of a member's vouchers, of ids and numbers of ours without any sign between: JSON of the same takes
// Postgres twice the time, and a row a voucher takes Node more. A member is told by their place among those asked for, whose ids
// are whatever a caller wrote. What is told of the coupons comes of the same look, without reading a voucher twice; the coupons
// are found by their keys, whatever the statistics say of how many they are.
const textOf = (some: SQL, more: readonly string[] = [], order = sql``): Question<string | null, Asked> => {
  const lists = [...columns, ...more].map(
    (column) => sql`coalesce(',' || string_agg(${sql.raw(column)}, ' ' ${order}), '')`,
  );
  return sql`
    with held as materialized (
      select m.place || u.lists as line, u.coupons
      from unnest(${sql.placeholder("holders")}::text[]) with ordinality as m(id, place)
      cross join lateral (
        select ${sql.join(lists, sql` || `)} as lists, array_agg(u.coupon_id) as coupons
        from (${some} limit ${sql.raw(String(CANDIDATES + 1))}) u) u)
    select string_agg(line, ';') || '|' || coalesce((${statesText(
      sql`array(select distinct coupon from held, unnest(held.coupons) coupon)`,
    )}), '') from held`;
};

/**
 * The vouchers that best sets of these members may be made of, available or reserved and not over (pricing.md section 1), with
 * what their coupons say. `usableOf` reads the answer, given the same members.
 */
export const usableQuestion = textOf(usable());

const copy = sql`, row_number() over (partition by coupon_id, terms_version, status, valid_from <= ${at}
  order by valid_until asc nulls last, issued_at, id) as copy`;
/** The same of members who have more than a cart is priced with, in the order in which they count. */
const readRanked = together({
  ranked: textOf(
    sql`select * from (${usable(copy)}) c order by copy, valid_until asc nulls last, id`,
    ["u.copy::text"],
    sql`order by u.copy, u.valid_until asc nulls last, u.id`,
  ),
});

type Moment = { readonly at: Instant; readonly now: Instant };

/**
 * What `usableQuestion` was answered, by member, at a moment no earlier than it was asked for. At most three hundred vouchers
 * of each: one of every coupon first, then a second of each; of one coupon those that end first. Copies of a coupon stand in
 * for each other, so that of many only more than an order takes are missed by nobody.
 */
export async function usableOf(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  answer: string | null,
  moment: Moment,
): Promise<ReadonlyMap<string, UsableVouchers>> {
  const found = new Map<string, UsableVouchers>();
  const many: string[] = [];
  for (const { memberId, candidates } of await heldOf(reader, scope, memberIds, answer, moment)) {
    found.set(memberId, { candidates, isWhole: true });
    if (candidates.length > CANDIDATES) many.push(memberId);
  }
  if (many.length === 0) return found;
  const asked = { merchantId: scope.merchantId, holders: many, at: moment.at.toISOString() };
  const { ranked } = await readRanked(reader, asked);
  for (const { memberId, candidates, copies } of await heldOf(reader, scope, many, ranked, moment)) {
    const next = copies[CANDIDATES];
    const isWhole = next === undefined || next > MOST_COPIES;
    found.set(memberId, { candidates: candidates.slice(0, CANDIDATES), isWhole });
  }
  return found;
}

/** What vouchers of one version of a coupon's terms that are in one state have in common. */
type Kind = Pick<VoucherRow, "couponId" | "termsVersion" | "status" | "terms" | "state">;

/** A member's vouchers as they were told, a list for each column; `kinds` are places in the list of all kinds. */
type Lists = {
  readonly memberId: string;
  readonly ids: readonly string[];
  readonly kinds: readonly number[];
  readonly issued: readonly string[];
  readonly from: readonly string[];
  readonly until: readonly string[];
  readonly copies: readonly string[];
};

type Held = {
  readonly memberId: string;
  readonly candidates: readonly Candidate[];
  /** Which copy of its coupon each of them is, where they were ranked. */
  readonly copies: readonly number[];
};

/** The vouchers of each member that are not over at `at`. */
async function heldOf(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  answer: string | null,
  moment: Moment,
): Promise<Held[]> {
  if (answer === null) return [];
  const [lines = "", states = ""] = answer.split("|");
  const places = new Map<string, number>();
  const members = lines.split(";").map((line) => listsFrom(line, memberIds, places));
  const kinds = await loadKinds(reader, scope, [...places.keys()], states, moment.now);
  const holds = await loadHolds(reader, scope, reservedAmong(members, kinds));
  const times = { issued: instants(), until: instants() };
  return members.map((lists) => heldFrom(lists, { kinds, holds, times, ...moment }));
}

function listsFrom(line: string, memberIds: readonly string[], places: Map<string, number>): Lists {
  const [place, ids, kinds, issued, from, until, copies] = line.split(",");
  const memberId = memberIds[Number(place) - 1];
  if (memberId === undefined) throw new Error("a member was answered for whom nobody asked");
  return {
    memberId,
    ids: listOf(ids),
    kinds: listOf(kinds).map((kind) => placeOf(places, kind)),
    issued: listOf(issued),
    from: listOf(from),
    until: listOf(until),
    copies: listOf(copies),
  };
}

const listOf = (column: string | undefined) => column?.split(" ") ?? [];

/** The place of a kind among all that were told, in the order in which they came. */
function placeOf(places: Map<string, number>, kind: string): number {
  const known = places.get(kind);
  if (known !== undefined) return known;
  places.set(kind, places.size);
  return places.size - 1;
}

async function loadKinds(
  reader: Reader,
  scope: Scope,
  told: readonly string[],
  states: string,
  now: Instant,
): Promise<Kind[]> {
  const kinds = told.map((kind) => {
    const [couponId = "", version, status] = kind.split(".");
    return { couponId, termsVersion: Number(version), isReserved: status === "reserved" };
  });
  const terms = await loadTerms(reader, scope, kinds);
  const stateBy = await statesOf(reader, scope, states, now);
  return kinds.map(({ couponId, termsVersion, isReserved }) => {
    const state = stateBy.get(couponId);
    if (!state) throw new Error("a voucher has a coupon that is not there");
    const status = isReserved ? "reserved" : "available";
    return { couponId, termsVersion, status, terms: terms({ couponId, termsVersion }), state };
  });
}

/** The ids of those that are reserved; mostly none. */
function reservedAmong(members: readonly Lists[], kinds: readonly Kind[]): string[] {
  const isReserved = kinds.map(({ status }) => status === "reserved");
  if (!isReserved.includes(true)) return [];
  return members.flatMap((lists) => lists.ids.filter((_, i) => isReserved[lists.kinds[i] ?? -1]));
}

type Known = Moment & {
  readonly kinds: readonly Kind[];
  readonly holds: Awaited<ReturnType<typeof loadHolds>>;
  readonly times: {
    readonly issued: ReturnType<typeof instants>;
    readonly until: ReturnType<typeof instants>;
  };
};

const NONE_USED: ReadonlyMap<string, number> = new Map();

// Done for every voucher of every cart: lists that are written out and no object that is not kept.
function heldFrom(lists: Lists, { kinds, holds, times, at, now }: Known): Held {
  const { memberId, ids, issued, from, until } = lists;
  const candidates: Candidate[] = [];
  const copies: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i];
    const kind = kinds[lists.kinds[i] ?? -1];
    if (id === undefined || !kind) throw new Error("a voucher was told of in part");
    const validUntil = until[i] ? times.until(until[i]) : null;
    if (validUntil !== null && validUntil.getTime() <= at.getTime()) continue;
    const issuedAt = times.issued(issued[i]);
    const row = {
      id,
      memberId,
      couponId: kind.couponId,
      termsVersion: kind.termsVersion,
      status: kind.status,
      issuedAt,
      validFrom: from[i] ? new Date(Number(from[i])) : issuedAt,
      validUntil,
      terms: kind.terms,
      state: kind.state,
      hold: kind.status === "reserved" ? (holds.get(id) ?? null) : null,
    };
    candidates.push(candidateOf(row, NONE_USED, now));
    if (lists.copies[i]) copies.push(Number(lists.copies[i]));
  }
  return { memberId, candidates, copies };
}

/** Reads milliseconds. An instant read twice running is one object: many vouchers are issued at once, or end at once. */
function instants(): (text: string | undefined) => Instant {
  let last: string | undefined;
  let instant: Instant = new Date(0);
  return (text) => {
    if (text !== last) {
      last = text;
      instant = new Date(Number(text));
    }
    return instant;
  };
}
