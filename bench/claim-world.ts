import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import type postgres from "postgres";
import { makeMerchant } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { env } from "@/lib/platform/env";

const DAY = 86_400_000;

export type BenchMember = {
  readonly id: string;
  readonly phone: string;
  /** `name=token`, as a browser sends it. */
  readonly cookie: string;
};

export type World = { readonly merchantId: string; readonly members: readonly BenchMember[] };

/** A merchant with `count` members, each signed in for `hours`. Encrypting their cookies takes most of the time. */
export async function makeWorld(sql: postgres.Sql, count: number, hours = 12): Promise<World> {
  const merchantId = await inTransaction((tx) => makeMerchant(tx, { slug: "bench", name: "Bench merchant" }));
  const people = Array.from({ length: count }, (_, i) => ({
    id: newId("mbr"),
    session: newId("ses"),
    phone: `+8526${String(1_000_000 + i)}`,
  }));
  const column = (key: "id" | "session" | "phone") => people.map((person) => person[key]);
  await sql`
    insert into member (merchant_id, id, phone)
    select ${merchantId}, id, phone from unnest(${column("id")}::text[], ${column("phone")}::text[]) x (id, phone)`;
  await sql`
    insert into member_session (merchant_id, id, member_id, user_agent, expires_at)
    select ${merchantId}, session, id, 'bench', now() + make_interval(hours => ${hours})
    from unnest(${column("session")}::text[], ${column("id")}::text[]) x (session, id)`;
  await sql`analyze member, member_session`;
  const secret = env().MEMBER_SESSION_SECRET;
  const members: BenchMember[] = [];
  for (const { id, session, phone } of people) {
    const token = await encode({ token: { sub: session, member: id }, secret, maxAge: hours * 3600 });
    members.push({ id, phone, cookie: `scrip.member.${merchantId}=${token}` });
  }
  return { merchantId, members };
}

/** One prize pool of one activity, with the coupon it gives: what a run claims. */
export type Offer = {
  readonly merchantId: string;
  /** Nothing of it is older. */
  readonly madeAt: string;
  readonly activityId: string;
  readonly slug: string;
  readonly poolId: string;
  readonly couponId: string;
  readonly password: string;
};

/** A fresh offer whose every limit is set, and none in the way but the inventory. */
export async function makeOffer(merchantId: string, inventory = 10_000_000): Promise<Offer> {
  const madeAt = new Date(Date.now() - 1000).toISOString();
  const password = `pass${randomBytes(6).toString("hex")}`;
  return await inTransaction(async (tx) => {
    const couponId = await makeCoupon(tx, merchantId, {
      distribution: { methods: ["targeted"], quantity: 100_000_000 },
    });
    const activity = await makeActivity(tx, merchantId, {
      startsAt: new Date(Date.now() - DAY).toISOString(),
      endsAt: new Date(Date.now() + 30 * DAY).toISOString(),
      passwords: [{ password, inventory, prizes: [{ couponId, quantity: 1 }] }],
      limits: { perMember: 900, perMemberPerDay: 900, total: 1_000_000 },
      perPassword: 900,
    });
    return {
      merchantId,
      madeAt,
      activityId: activity.id,
      slug: activity.slug,
      poolId: activity.poolIds[0] ?? "",
      couponId,
      password,
    };
  });
}

export type OfferCheck = {
  readonly participations: number /** Null = nothing. */;
  readonly wrong: string | null;
};

/** How often an offer was won by its rows, and what is wrong where a counter or another table says otherwise. */
export async function checkOffer(sql: postgres.Sql, offer: Offer): Promise<OfferCheck> {
  const { merchantId, activityId, poolId, couponId, madeAt } = offer;
  const [counts] = await sql<Record<string, number>[]>`
    with won as (select id, audit_id from participation
      where merchant_id = ${merchantId} and activity_id = ${activityId} and pool_id = ${poolId}),
    told as (select e.type, e.payload from outbox_batch, announced_events(events) e
      where created_at >= ${madeAt})
    select
    (select count(*) from won)::int as participations,
    (select count(*) from voucher where merchant_id = ${merchantId} and coupon_id = ${couponId})::int as vouchers,
    (select count(*) from told where type = 'voucher.issued' and payload ->> 'couponId' = ${couponId})::int as issues,
    (select count(*) from told where type = 'activity.participated' and payload ->> 'poolId' = ${poolId})::int as announced,
    (select count(*) from won join audit_entry a on a.id = won.audit_id
      where a.merchant_id = ${merchantId} and a.object_id = ${poolId})::int as audited,
    (select issued from prize_pool where id = ${poolId})::int as pool,
    (select sum(issued) from coupon_stock where coupon_id = ${couponId})::int as coupon,
    (select sum(participations) from activity_stock where activity_id = ${activityId})::int as activity,
    (select coalesce(sum(participations), 0) from activity_quota where activity_id = ${activityId})::int as quotas,
    (select coalesce(sum((wins ->> ${poolId})::int), 0) from activity_quota
      where activity_id = ${activityId})::int as wins`;
  const participations = counts?.participations ?? -1;
  const odd = Object.entries(counts ?? {}).filter(([, count]) => count !== participations);
  const words = odd.map(([name, count]) => `${name} ${count}`).join(", ");
  return { participations, wrong: odd.length > 0 ? `${participations} participations, but ${words}` : null };
}

/**
 * Throws unless every counter of the offers equals its rows, and there are as many rows as clients were told of: `won`,
 * and at most `unknown` more, of which no client got an answer.
 */
export async function assertOffers(
  sql: postgres.Sql,
  offers: readonly Offer[],
  won: number,
  unknown = 0,
): Promise<void> {
  const checks: OfferCheck[] = [];
  for (const offer of offers) checks.push(await checkOffer(sql, offer));
  const wrong = checks.flatMap((check) => check.wrong ?? []);
  const rows = checks.reduce((sum, { participations }) => sum + participations, 0);
  if (rows < won || rows > won + unknown)
    wrong.push(`${rows} participations, but clients were told of ${won}`);
  if (wrong.length > 0) throw new Error(`the counters do not equal the rows: ${wrong.join("; ")}`);
}
