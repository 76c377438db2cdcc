import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { type Question, together } from "@/db/read-together";
import type { Instant } from "@/lib/kernel/time";
import { loadOverdueHolds } from "@/lib/orders/repository/overdue-holds";
import type { Scope } from "@/lib/platform/auth/scope";

/** What decides of a coupon itself whether its vouchers work. */
export type CouponState = {
  readonly currency: string;
  readonly isPaused: boolean;
  /** What is left of its budget in minor units; null = it has none. */
  readonly budgetLeftMinor: number | null;
};

const columns = [
  sql`c.id`,
  sql`c.currency`,
  sql`case when c.paused_at is null then '' else 'paused' end`,
  sql`coalesce((c.budget_minor - coalesce(b.reserved_minor + b.used_minor, 0))::text, '')`,
].map((column) => sql`string_agg(${column}, ' ')`);

/** The states of the coupons whose ids are in the array `couponIds`, as `statesOf` reads them: a text for each column. */
export const statesText = (couponIds: SQL): SQL<string | null> => sql`
  select ${sql.join(columns, sql` || ',' || `)}
  from coupon c left join coupon_budget b on b.merchant_id = c.merchant_id and b.coupon_id = c.id
  where c.merchant_id = ${sql.placeholder("merchantId")} and c.id = any(${couponIds})`;

type AskedStates = { readonly merchantId: string; readonly couponIds: readonly string[] };
const statesQuestion: Question<string | null, AskedStates> = statesText(
  sql`${sql.placeholder("couponIds")}::text[]`,
);
const readStates = together({ states: statesQuestion });

/** The states that `statesText` tells, by coupon; what unpaid orders hold of budgets although they are over counts as left. */
export async function statesOf(
  reader: Reader,
  scope: Scope,
  text: string | null,
  now: Instant,
): Promise<ReadonlyMap<string, CouponState>> {
  const states = new Map<string, CouponState>();
  if (!text) return states;
  const [ids = [], currencies = [], pauses = [], budgets = []] = text.split(",").map((one) => one.split(" "));
  const budgeted = ids.filter((_, i) => budgets[i]);
  const overdue = await loadOverdueHolds(reader, scope, budgeted, now);
  for (const [i, id] of ids.entries()) {
    const left = budgets[i];
    states.set(id, {
      currency: currencies[i] ?? "",
      isPaused: pauses[i] === "paused",
      budgetLeftMinor: left ? Number(left) + (overdue.get(id) ?? 0) : null,
    });
  }
  return states;
}

/** The states of these coupons, by id. */
export async function loadCouponStates(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, CouponState>> {
  const { states } = await readStates(reader, { merchantId: scope.merchantId, couponIds });
  return await statesOf(reader, scope, states, now);
}
