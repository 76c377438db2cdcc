import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { vouchers } from "@/db/schema/vouchers";
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

/** A voucher as `loadUsable` reads it, its times in milliseconds since 1970. */
type UsableRow = readonly [
  id: string,
  code: string,
  couponId: string,
  termsVersion: number,
  status: StoredVoucher["status"],
  issuedMs: number,
  fromMs: number,
  untilMs: number | null,
  copy: number,
];

const ms = (time: SQL) => sql`(extract(epoch from ${time}) * 1000)::bigint`;

function storedOf(memberId: string, row: UsableRow): StoredVoucher {
  const [id, code, couponId, termsVersion, status, issuedMs, fromMs, untilMs] = row;
  return {
    ...{ id, code, memberId, couponId, termsVersion, status },
    issuedAt: new Date(issuedMs),
    validFrom: new Date(fromMs),
    validUntil: untilMs === null ? null : new Date(untilMs),
  };
}

/**
 * The vouchers that best sets may be made of, by member: available or reserved, and not over at `at` (pricing.md section
 * 1). At most three hundred of each member: one of every coupon first, then a second of each; of one coupon those that end
 * first. Copies of a coupon stand in for each other, so that of many only more than an order takes are missed by nobody.
 */
export async function loadUsable(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  { at, now }: { readonly at: Instant; readonly now: Instant },
): Promise<ReadonlyMap<string, UsableVouchers>> {
  if (memberIds.length === 0) return new Map();
  const { id, code, memberId, couponId, termsVersion, status, issuedAt, validFrom, validUntil } = vouchers;
  const atText = at.toISOString();
  const asked = JSON.stringify([...new Set(memberIds)]);
  // One JSON text a member: thirty rows, each mapped by itself, would take longer than their price.
  const members = await reader.execute<{ member: string; list: UsableRow[] }>(sql`
    select m.id as member, (
      select coalesce(json_agg(json_build_array(u.id, u.code, u.coupon, u.terms, u.status,
        ${ms(sql`u.issued`)}, ${ms(sql`u.valid_from`)}, ${ms(sql`u.valid_until`)}, u.copy)
        order by u.copy, u.valid_until asc nulls last, u.id), '[]')
      from (
        select ${id} as id, ${code} as code, ${couponId} as coupon, ${termsVersion} as terms, ${status} as status,
          ${issuedAt} as issued, ${validFrom} as valid_from, ${validUntil} as valid_until,
          row_number() over (partition by ${couponId}, ${termsVersion}, ${status}, ${validFrom} <= ${atText}::timestamptz
            order by ${validUntil} asc nulls last, ${issuedAt}, ${id}) as copy
        from ${vouchers} where ${vouchers.merchantId} = ${scope.merchantId} and ${memberId} = m.id
          and ${status} in ('available', 'reserved') and (${validUntil} is null or ${validUntil} > ${atText}::timestamptz)
        order by copy, ${validUntil} asc nulls last, ${id} limit ${CANDIDATES + 1}
      ) u
    ) as list
    from jsonb_array_elements_text(${asked}::jsonb) as m(id)`);
  const found = members.map(({ member, list }) => {
    const next = list[CANDIDATES];
    const isWhole = next === undefined || next[8] > MOST_COPIES;
    return { member, isWhole, own: list.slice(0, CANDIDATES).map((row) => storedOf(member, row)) };
  });
  const stored = found.flatMap(({ own }) => own);
  const byMember = Map.groupBy(await withTerms(reader, scope, stored, now), (row) => row.memberId);
  return new Map(found.map(({ member, isWhole }) => [member, { rows: byMember.get(member) ?? [], isWhole }]));
}
