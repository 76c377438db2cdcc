import { sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import type { Tx } from "@/db/client";
import { newCode, shardOf } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** A voucher that a pack delivers. */
export type PackVoucherRow = {
  readonly id: string;
  readonly memberId: string;
  readonly purchaseId: string;
  readonly item: {
    readonly couponId: string;
    readonly termsVersion: number;
    readonly validFrom: Instant;
    readonly validUntil: Instant;
  };
};

const CHUNK = 5000;

/** Stores the vouchers of a delivery; who issued them, when and for which purchase begins the history of each. */
export async function insertPackVouchers(
  tx: Tx,
  scope: Scope,
  packId: string,
  rows: readonly PackVoucherRow[],
  now: Instant,
): Promise<void> {
  const { merchantId, actor } = scope;
  for (let at = 0; at < rows.length; at += CHUNK) {
    const some = rows.slice(at, at + CHUNK);
    const kinds = [...new Set(some.map(({ item }) => item))];
    const column = (of: (row: PackVoucherRow) => string) => sql`${writeArray(some.map(of))}::text[]`;
    const which = sql`${writeArray(some.map(({ item }) => String(kinds.indexOf(item) + 1)))}::int[]`;
    await tx.execute(sql`
      with item as (select * from jsonb_to_recordset(${JSON.stringify(kinds.map(kindOf))}::jsonb)
        as k(n int, coupon text, version int, "from" timestamptz, until timestamptz))
      insert into voucher (merchant_id, id, member_id, coupon_id, terms_version, code, issued_at, valid_from, valid_until,
        source, source_id, pack_id, issued_by_type, issued_by)
      select ${merchantId}, r.id, r.member, k.coupon, k.version, r.code, ${now.toISOString()}::timestamptz, k."from", k.until,
        'pack', r.purchase, ${packId}, ${actor.type}, ${actor.id}
      from unnest(${column(({ id }) => id)}, ${column(({ memberId }) => memberId)}, ${column(() => newCode())},
        ${column(({ purchaseId }) => purchaseId)}, ${which}) r(id, member, code, purchase, n)
      join item k on k.n = r.n`);
  }
}

const kindOf = (item: PackVoucherRow["item"], index: number) => ({
  n: index + 1,
  coupon: item.couponId,
  version: item.termsVersion,
  from: item.validFrom,
  until: item.validUntil,
});

/** Counts vouchers as issued out of a pack, in the shard that `key` falls on. */
export async function countPackIssues(
  tx: Tx,
  scope: Scope,
  packId: string,
  key: string,
  issued: number,
): Promise<void> {
  await tx.execute(sql`
    insert into pack_tally (merchant_id, pack_id, shard, issued)
    values (${scope.merchantId}, ${packId}, ${shardOf(key)}, ${issued})
    on conflict (merchant_id, pack_id, shard) do update set issued = pack_tally.issued + excluded.issued`);
}

/** Adds to what is used of the vouchers of packs, each in the shard its member falls on, in one order. */
export async function countPackUses(
  tx: Tx,
  scope: Scope,
  moved: readonly { readonly packId: string | null; readonly memberId: string }[],
  change: 1 | -1,
): Promise<void> {
  const uses = new Map<string, { pack: string; shard: number; n: number }>();
  for (const { packId, memberId } of moved) {
    if (packId === null) continue;
    const key = `${packId} ${shardOf(memberId)}`;
    const before = uses.get(key) ?? { pack: packId, shard: shardOf(memberId), n: 0 };
    uses.set(key, { ...before, n: before.n + change });
  }
  if (uses.size === 0) return;
  const rows = sql`(select * from jsonb_to_recordset(${JSON.stringify([...uses.values()])}::jsonb)
    as x(pack text, shard int, n bigint) order by pack, shard)`;
  const counted =
    change === 1
      ? await tx.execute(sql`
          insert into pack_tally (merchant_id, pack_id, shard, used) select ${scope.merchantId}, pack, shard, n from ${rows} x
          on conflict (merchant_id, pack_id, shard) do update set used = pack_tally.used + excluded.used returning 1`)
      : await tx.execute(sql`
          with x as materialized ${rows}, held as (select t.pack_id, t.shard from pack_tally t join x on (x.pack, x.shard) = (t.pack_id, t.shard)
            where t.merchant_id = ${scope.merchantId} order by t.pack_id, t.shard for update of t)
          update pack_tally t set used = t.used + x.n from x join held h on (h.pack_id, h.shard) = (x.pack, x.shard)
          where t.merchant_id = ${scope.merchantId} and (t.pack_id, t.shard) = (x.pack, x.shard) returning 1`);
  if (counted.length !== uses.size) throw new Error("the uses of a pack's coupons do not add up");
}
