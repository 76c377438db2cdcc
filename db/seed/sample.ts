import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sampleThings } from "@/db/schema/analytics";
import { members } from "@/db/schema/members";
import { makeDemoCoupons } from "@/db/seed/demo-offers";
import { demoMemberPhone, demoMembers } from "@/db/seed/demo-people";
import { makeActivity } from "@/db/seed/offers";
import { makeCatalogue, makeMembers, makeStores } from "@/db/seed/story";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";

const DAY = 86_400_000;

export type SampleKind = (typeof sampleThings.$inferSelect)["kind"];
export type SampleThing = { readonly kind: SampleKind; readonly id: string };

/** In the order in which they can be taken away: what points at others goes before them. */
const kinds = sampleThings.kind.enumValues;

/**
 * Makes sample data for a merchant: stores, products, members with tiers and tags, coupons in every state, an activity that
 * runs. Nothing of it has a history, and all of it is written down as sample. Tells how many things; null = a member of
 * the merchant's own has one of the sample's phone numbers.
 */
export async function makeSample(
  tx: Tx,
  merchantId: string,
  createdBy: string,
  now: Instant,
): Promise<number | null> {
  const phones = demoMembers.map((_, i) => `+852601200${String(i + 1).padStart(2, "0")}`);
  const taken = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.merchantId, merchantId), inArray(members.phone, [...phones, demoMemberPhone])))
    .limit(1);
  if (taken.length > 0) return null;
  const storeIds = await makeStores(tx, merchantId);
  const { categoryIds, productIds } = await makeCatalogue(tx, merchantId, storeIds);
  const { memberIds, tierIds } = await makeMembers(tx, merchantId, storeIds, now);
  const world = { merchantId, now, createdBy, storeIds, productIds, categoryIds, tierIds, memberIds };
  const coupons = await makeDemoCoupons(tx, world);
  await makeActivity(
    tx,
    merchantId,
    {
      name: "Winter warmers",
      // An address is unique in the installation.
      code: `SAMPLE-${newId("act").slice(-8).toUpperCase()}`,
      startsAt: new Date(now.getTime() - 10 * DAY).toISOString(),
      endsAt: new Date(now.getTime() + 38 * DAY).toISOString(),
      description: "Find the password on your cup sleeve and unwrap a little warmth.",
      passwords: [
        { password: "SNOWFLAKE", inventory: 500, prizes: [{ couponId: coupons.winter, quantity: 1 }] },
      ],
    },
    { createdBy, publishedAt: new Date(now.getTime() - 12 * DAY) },
  );
  return await writeDown(tx, merchantId);
}

// Everything of these tables that this transaction made.
async function writeDown(tx: Tx, merchantId: string): Promise<number> {
  let count = 0;
  for (const kind of kinds) {
    const made = await tx.execute(sql`
      insert into sample_thing (merchant_id, kind, id)
      select merchant_id, ${kind}, id from ${sql.identifier(kind)}
      where merchant_id = ${merchantId} and xmin::text = (pg_current_xact_id()::xid)::text returning 1`);
    count += made.length;
  }
  return count;
}

/** What is left of a merchant's sample data, in the order in which it can be taken away. */
export async function listSample(tx: Tx, merchantId: string): Promise<SampleThing[]> {
  const rows = await tx
    .select({ kind: sampleThings.kind, id: sampleThings.id })
    .from(sampleThings)
    .where(eq(sampleThings.merchantId, merchantId))
    .orderBy(asc(sampleThings.id))
    .limit(10_000);
  return kinds.flatMap((kind) => rows.filter((row) => row.kind === kind));
}

/**
 * Those of the things that somebody made their own: edited, renamed or tagged, as the log has it. What was only paused or
 * put away is still sample.
 */
export async function editedOf(
  tx: Tx,
  merchantId: string,
  things: readonly SampleThing[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct object_id as id from audit_entry
    where merchant_id = ${merchantId} and actor_type = 'staff'
      and object_id = any (${sql.param(things.map(({ id }) => id))}::text[])
      and action ~ '[.](edit|rename|tag|set_.*|account.*|note.*)$'`);
  return new Set(rows.map(({ id }) => id));
}

/** A thing is no sample any more: it is gone, or the merchant's own things need it. */
export async function forgetSample(tx: Tx, merchantId: string, { kind, id }: SampleThing): Promise<void> {
  await tx
    .delete(sampleThings)
    .where(
      and(eq(sampleThings.merchantId, merchantId), eq(sampleThings.kind, kind), eq(sampleThings.id, id)),
    );
}

/** Rows that are part of a thing and go with it; what is not named here and points at it keeps it from going. */
const parts: Readonly<Record<SampleKind, readonly { readonly table: string; readonly by: string }[]>> = {
  activity: [
    {
      table: "prize",
      by: "pool_id in (select id from prize_pool p where p.merchant_id = m and p.activity_id = x)",
    },
    ...["prize_pool", "activity_stock", "activity_slug_history", "activity_view", "activity_day"].map(
      (table) => ({
        table,
        by: "activity_id = x",
      }),
    ),
  ],
  coupon: ["coupon_store", "coupon_stock", "coupon_day", "coupon_clock_day", "coupon_terms"].map((table) => ({
    table,
    by: "coupon_id = x",
  })),
  member: ["member_tier", "member_group_member", "member_tag", "member_remark", "member_session"].map(
    (table) => ({
      table,
      by: "member_id = x",
    }),
  ),
  member_group: [],
  tag: [],
  card_plan: [{ table: "tier", by: "plan_id = x" }],
  product: ["product_category", "product_price", "product_store"].map((table) => ({
    table,
    by: "product_id = x",
  })),
  category: [],
  store: [],
};

/** Whether terms, activities, placements or group rules that are still there name it: they do so in JSON, where no key holds it. */
async function isNamed(tx: Tx, merchantId: string, id: string): Promise<boolean> {
  const named = `%${id}%`;
  const [row] = await tx.execute<{ named: boolean }>(sql`
    select exists (select 1 from coupon_terms t where t.merchant_id = ${merchantId}
        and (t.benefit::text like ${named} or t.scope::text like ${named} or t.conditions::text like ${named}))
      or exists (select 1 from activity a where a.merchant_id = ${merchantId}
        and (a.audience::text like ${named} or a.rules::text like ${named}))
      or exists (select 1 from placement p where p.merchant_id = ${merchantId} and p.audience::text like ${named})
      or exists (select 1 from member_group g where g.merchant_id = ${merchantId} and g.rule::text like ${named})
      as named`);
  return row?.named ?? false;
}

/** Whether something leads to an activity from members' pages: nobody but the merchant places there. */
async function isPlaced(tx: Tx, merchantId: string, id: string): Promise<boolean> {
  const rows = await tx.execute(sql`select from placement p
    join link l on l.merchant_id = p.merchant_id and l.id = p.link_id
    where p.merchant_id = ${merchantId} and l.target_type = 'activity' and l.target_id = ${id} limit 1`);
  return rows.length > 0;
}

/**
 * Takes one thing away with all its parts. False, with nothing changed, when things that are still there name it or lead to it; the
 * transaction fails on a foreign key when they point at it.
 */
export async function deleteSample(tx: Tx, merchantId: string, { kind, id }: SampleThing): Promise<boolean> {
  const table = sql.identifier(kind);
  await tx.execute(sql`select 1 from ${table} where merchant_id = ${merchantId} and id = ${id} for update`);
  if (kind === "activity" && (await isPlaced(tx, merchantId, id))) return false;
  const tiers =
    kind === "card_plan"
      ? await tx.execute<{ id: string }>(
          sql`select id from tier where merchant_id = ${merchantId} and plan_id = ${id}`,
        )
      : [];
  if (kind !== "activity" && kind !== "coupon") {
    for (const each of [{ id }, ...tiers]) if (await isNamed(tx, merchantId, each.id)) return false;
  }
  for (const part of parts[kind]) {
    const by = sql.join(
      part.by
        .split(/\b([mx])\b/)
        .map((word) => (word === "m" ? sql`${merchantId}` : word === "x" ? sql`${id}` : sql.raw(word))),
      sql``,
    );
    await tx.execute(
      sql`delete from ${sql.identifier(part.table)} where merchant_id = ${merchantId} and ${by}`,
    );
  }
  await tx.execute(sql`delete from ${table} where merchant_id = ${merchantId} and id = ${id}`);
  await forgetSample(tx, merchantId, { kind, id });
  return true;
}
