import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { pageTemplates } from "@/db/schema/activity-pages";
import { categories, products } from "@/db/schema/catalogue";
import { coupons, couponTemplates } from "@/db/schema/coupons";
import { linkChannels, links } from "@/db/schema/links";
import { cardPlans, memberGroups, members, tags } from "@/db/schema/members";
import { staff, staffRoles, stores } from "@/db/schema/merchants";
import { webhooks } from "@/db/schema/notifications";
import { apiKeys } from "@/db/schema/operations";
import { orders } from "@/db/schema/orders";
import { packPurchases } from "@/db/schema/pack-purchases";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import { staffInvites } from "@/db/schema/staff";
import { givings, vouchers } from "@/db/schema/vouchers";
import { savedViews } from "@/db/schema/workspace";
import type { AuditRow } from "@/lib/merchants/queries/audit";
import { auditKey } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** What an entry of the log is about, as it is called now. */
export type AuditName = {
  readonly name: string;
  /** The coupon of a giving or of a member's copy; null otherwise. */
  readonly within: string | null;
  /** Of its amounts; null where it has none. */
  readonly currency: string | null;
};
type Found = {
  type: string;
  id: string;
  name: string | null;
  within: string | null;
  currency: string | null;
};
type Asked = { readonly type: string; readonly merchantId: string; readonly ids: readonly string[] };
type Table = { readonly merchantId: AnyColumn; readonly id: AnyColumn };

const plainly =
  (table: Table, name: AnyColumn | SQL, currency: AnyColumn | SQL = sql`null`) =>
  ({ type, merchantId, ids }: Asked) =>
    sql`select ${type}::text as type, ${table.id}::text as id, ${name}::text as name, null::text as within,
      ${currency}::text as currency
    from ${table} where ${table.merchantId} = ${merchantId} and ${table.id} in ${ids}`;

const byCoupon =
  (table: typeof givings | typeof vouchers) =>
  ({ type, merchantId, ids }: Asked) =>
    sql`select ${type}::text as type, ${table.id}::text as id, ${coupons.name}::text as name,
      ${coupons.id}::text as within, ${coupons.currency}::text as currency
    from ${table}
    join ${coupons} on ${coupons.merchantId} = ${table.merchantId} and ${coupons.id} = ${table.couponId}
    where ${table.merchantId} = ${merchantId} and ${table.id} in ${ids}`;

const ofStaff = ({ type, merchantId, ids }: Asked) =>
  sql`select ${type}::text as type, ${staff.id}::text as id, ${staff.name}::text as name, null::text as within,
      null::text as currency
    from ${staffRoles} join ${staff} on ${staff.id} = ${staffRoles.staffId}
    where ${staffRoles.merchantId} = ${merchantId} and ${staffRoles.staffId} in ${ids}`;

/** One without a title of its own is called as what it leads to. */
const placedName = sql`coalesce(nullif(${placements.title}, ''), (select coalesce(a.name, k.name) from ${links} l
  left join ${activities} a on a.merchant_id = l.merchant_id and a.id = l.target_id
  left join ${packs} k on k.merchant_id = l.merchant_id and k.id = l.target_id
  where l.merchant_id = ${placements.merchantId} and l.id = ${placements.linkId}))`;

const named: Record<string, (asked: Asked) => SQL> = {
  coupon: plainly(coupons, coupons.name, coupons.currency),
  coupon_template: plainly(couponTemplates, couponTemplates.name),
  giving: byCoupon(givings),
  voucher: byCoupon(vouchers),
  activity: plainly(activities, activities.name),
  page_template: plainly(pageTemplates, pageTemplates.name),
  member: plainly(members, sql`coalesce(${members.name}, ${members.nickname})`),
  order: plainly(orders, orders.number, orders.currency),
  pack: plainly(packs, packs.name, packs.currency),
  pack_purchase: plainly(packPurchases, packPurchases.number, packPurchases.currency),
  member_group: plainly(memberGroups, memberGroups.name),
  card_plan: plainly(cardPlans, cardPlans.name),
  tag: plainly(tags, tags.name),
  product: plainly(products, products.name),
  category: plainly(categories, categories.name),
  store: plainly(stores, stores.name, stores.currency),
  link: plainly(links, links.slug),
  placement: plainly(placements, placedName),
  channel: plainly(linkChannels, linkChannels.name),
  staff: ofStaff,
  invite: plainly(staffInvites, staffInvites.email),
  api_key: plainly(apiKeys, apiKeys.name),
  webhook: plainly(webhooks, webhooks.name),
  view: plainly(savedViews, savedViews.name),
};

/**
 * What the objects of these entries are called now, by `auditKey`; what is gone, or was never named, is left out. Finance
 * reads no members' names here.
 */
export async function auditNames(
  scope: Scope,
  entries: readonly Pick<AuditRow, "objectType" | "objectId">[],
): Promise<Map<string, AuditName>> {
  const byType = Map.groupBy(entries, (entry) => entry.objectType);
  const asked = [...byType].flatMap(([type, of]) => {
    if (type === "member" && scope.role === "finance") return [];
    const ids = [...new Set(of.map(({ objectId }) => objectId))];
    return named[type]?.({ type, merchantId: scope.merchantId, ids }) ?? [];
  });
  if (asked.length === 0) return new Map();
  const found = await db().execute<Found>(sql.join(asked, sql` union all `));
  return new Map(
    found.flatMap(({ type, id, name, ...more }) =>
      name ? [[auditKey({ objectType: type, objectId: id }), { name, ...more }] as const] : [],
    ),
  );
}
