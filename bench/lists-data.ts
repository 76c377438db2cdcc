import postgres from "postgres";
import { transactionIn } from "@/bench/transaction";
import type { Tx } from "@/db/client";
import { makeProduct, makeStaff, makeStore } from "@/db/seed/factories";
import { makeStaffSession } from "@/db/seed/test-sessions";
import { progress } from "@/scripts/progress";

const ORDERS = 1_000_000;

/** Whom the lists are asked as. */
export type Reader = { readonly slug: string; readonly sessionId: string };

/**
 * Puts a million paid orders of its members into a database that `fillDatabase` filled, once; a third of them a coupon's.
 * Tells of a group admin who is signed in there.
 */
export async function fillOrders(url: string): Promise<Reader> {
  const sql = postgres(url, { max: 1, onnotice() {}, connection: { session_replication_role: "replica" } });
  try {
    const [merchant] = await sql<{ id: string; slug: string }[]>`select id, slug from merchant limit 1`;
    if (!merchant) throw new Error("the database was not filled");
    const [found] = await sql<{ there: boolean }[]>`select exists (select from "order") as there`;
    if (!found?.there) {
      progress("Filling orders");
      const made = await transactionIn(url, (tx) => makeShop(tx, merchant.id));
      await sql.unsafe(ordersOf(merchant.id, made.storeId));
      await sql.unsafe('vacuum analyze "order"');
    }
    return { slug: merchant.slug, sessionId: await transactionIn(url, (tx) => signIn(tx, merchant.id)) };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function makeShop(tx: Tx, merchantId: string) {
  const storeId = await makeStore(tx, merchantId, { name: "Bench store" });
  await makeProduct(tx, merchantId, { name: "Tea" });
  return { storeId };
}

async function signIn(tx: Tx, merchantId: string): Promise<string> {
  const email = `lists-${Date.now()}@bench.example`;
  const staffId = await makeStaff(tx, merchantId, { email, name: "Lists", role: "group_admin" });
  return await makeStaffSession(tx, staffId);
}

/** Orders over a year, each of one of the million members. */
function ordersOf(merchantId: string, storeId: string): string {
  const mch = `'${merchantId}'`;
  const padded = "lpad(g::text, 10, '0')";
  const member = "1 + abs(hashint8extended(g, 7) % 1000000)";
  return `insert into "order" (merchant_id, id, number, store_id, member_id, channel, device, currency, status, items,
      subtotal_minor, delivery_minor, discount_minor, delivery_discount_minor, total_minor, paid_minor, quote,
      refund_basis, placed_at, expires_at, paid_at, payment_ref, placed_by_type, note)
    select ${mch}, 'ord_' || ${padded} || substr(md5('ord' || g), 1, 16), 'N' || ${padded}, '${storeId}',
      'mbr_' || lpad((m)::text, 10, '0') || substr(md5('mbr' || m), 1, 16), 'till', 'till', 'HKD',
      case when g % 20 = 0 then 'completed' else 'paid' end, 2, 6000, 0, off, 0, 6000 - off, 6000 - off, '{}'::jsonb,
      'units', at, at + interval '10 minutes', at, 'slip ' || g, 'staff', ''
    from (select g, ${member} as m, case when g % 3 = 0 then 500 else 0 end as off,
        date_trunc('milliseconds', now() - interval '365 days' * (1 - g::float8 / ${ORDERS})) as at
      from generate_series(1::bigint, ${ORDERS}) g) o`;
}
