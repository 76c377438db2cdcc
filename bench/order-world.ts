import type postgres from "postgres";
import { makeApiKey, makeMember, makeMerchant, makeProduct, makeStore } from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { newCode, newId } from "@/lib/kernel/id";

/** Vouchers of each member who is quoted, each of a coupon of its own. */
const HELD = 30;
/** Vouchers that each member who orders has of each of two coupons. */
const SPENT = 30;

export type OrderWorld = {
  readonly merchantId: string;
  readonly key: string;
  readonly storeId: string;
  readonly productIds: readonly string[];
  /** Members with thirty vouchers. */
  readonly quoted: readonly string[];
  /** Pairs of vouchers, each to be used once, with their member. */
  readonly pairs: readonly { readonly memberId: string; readonly vouchers: readonly [string, string] }[];
};

/** Thirty kinds of coupon that a cart of five products makes something of. */
const kinds = (i: number): CouponSketch => {
  const group = `g${i % 5}`;
  const stacking = {
    exclusive: i % 10 === 9,
    group,
    stacksWith: "all" as const,
    priority: 0,
    maxPerOrder: 1,
  };
  if (i % 3 === 0) return { benefit: { type: "amount_off", amountMinor: 100 + 37 * i }, stacking };
  if (i % 3 === 1) return { benefit: { type: "percent_off", bps: 300 + 45 * i }, stacking };
  const tiers = [{ spendMinor: 2000 + 900 * i, offMinor: 150 + 50 * i }];
  return { benefit: { type: "threshold_off", tiers }, stacking };
};

/** A merchant with a till's key, five products, members who are quoted and members who order. */
export async function makeOrderWorld(
  sql: postgres.Sql,
  people: { readonly quoted: number; readonly ordering: number },
): Promise<OrderWorld> {
  const made = await inTransaction(
    async (tx) => {
      const merchantId = await makeMerchant(tx, { slug: "bench-orders", name: "Bench merchant" });
      const { key } = await makeApiKey(tx, merchantId);
      const storeId = await makeStore(tx, merchantId);
      const productIds: string[] = [];
      for (let i = 0; i < 5; i++) productIds.push(await makeProduct(tx, merchantId));
      const couponIds: string[] = [];
      for (let i = 0; i < HELD; i++) couponIds.push(await makeCoupon(tx, merchantId, kinds(i)));
      const spent = [
        await makeCoupon(tx, merchantId, { benefit: { type: "amount_off", amountMinor: 300 } }),
        await makeCoupon(tx, merchantId, { benefit: { type: "percent_off", bps: 500 } }),
      ] as const;
      const members: string[] = [];
      for (let i = 0; i < people.quoted + people.ordering; i++)
        members.push(await makeMember(tx, merchantId));
      return { merchantId, key, storeId, productIds, couponIds, spent, members };
    },
    { withinMs: 120_000 },
  );
  const { merchantId, key, storeId, productIds, couponIds, spent, members } = made;
  const quoted = members.slice(0, people.quoted);
  await issue(
    sql,
    merchantId,
    quoted.flatMap((memberId) => couponIds.map((couponId) => ({ id: newId("vch"), memberId, couponId }))),
  );
  // The members take turns: one member's orders wait for each other, which is not what is measured.
  const pairs = Array.from({ length: SPENT }, () =>
    members
      .slice(people.quoted)
      .map((memberId) => ({ memberId, vouchers: [newId("vch"), newId("vch")] as const })),
  ).flat();
  await issue(
    sql,
    merchantId,
    pairs.flatMap(({ memberId, vouchers: [a, b] }) => [
      { id: a, memberId, couponId: spent[0] },
      { id: b, memberId, couponId: spent[1] },
    ]),
  );
  await sql`analyze`;
  return { merchantId, key, storeId, productIds, quoted, pairs };
}

type Row = { readonly id: string; readonly memberId: string; readonly couponId: string };

/** Vouchers as grants leave them, counted in their coupons' rows; in thousands, a statement each. */
async function issue(sql: postgres.Sql, merchantId: string, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 5000) {
    const part = rows.slice(at, at + 5000);
    const column = (name: keyof Row) => part.map((row) => row[name]);
    await sql`
      insert into voucher (merchant_id, id, member_id, coupon_id, terms_version, status, code, issued_at, valid_from,
        source, source_id, issued_by_type)
      select ${merchantId}, id, member_id, coupon_id, 1, 'available', code, now(), now(), 'grant', id, 'system'
      from unnest(${column("id")}::text[], ${column("memberId")}::text[], ${column("couponId")}::text[],
        ${part.map(() => newCode())}::text[]) x (id, member_id, coupon_id, code)`;
  }
  // Counted where each member's issues are counted: by the last sign of their id (lib/kernel/id.ts).
  await sql`
    update coupon_stock s set issued = x.n from (
      select coupon_id, position(right(member_id, 1) in '0123456789abcdefghjkmnpqrstvwxyz') - 1 & 15 as shard, count(*) as n
      from voucher where merchant_id = ${merchantId} group by 1, 2) x
    where s.merchant_id = ${merchantId} and s.coupon_id = x.coupon_id and s.shard = x.shard`;
}
