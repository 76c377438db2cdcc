import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { type Demo, seedDemo } from "@/db/seed/story";

const baseUrl = "http://localhost:3000";
const numberOf = async (query: ReturnType<typeof sql>) =>
  Number((await db().execute<{ n: string }>(query))[0]?.n);

describe("the demo merchant", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await seedDemo({ baseUrl });
  });

  it("is made once and told of every time", async () => {
    expect(await seedDemo({ baseUrl })).toEqual(demo);
    expect(await numberOf(sql`select count(*) as n from merchant`)).toBe(1);
    expect(demo.activityUrl).toBe(`${baseUrl}/a/winter2026`);
  });

  it("has somebody of every role and a member who has won nothing yet", async () => {
    expect(await numberOf(sql`select count(distinct role) as n from staff_role`)).toBe(6);
    const won = sql`select count(*) as n from voucher v join member m on m.id = v.member_id where m.phone = ${demo.member.phone}`;
    expect(await numberOf(won)).toBe(0);
  });

  it("has counters that equal its history", async () => {
    const coupons = sql`select count(*) as n from coupon c
      where (select sum(issued) from coupon_stock s where s.coupon_id = c.id)
        <> (select count(*) from voucher v where v.coupon_id = c.id)
      or (select sum(used) from coupon_stock s where s.coupon_id = c.id)
        <> (select count(*) from voucher v where v.coupon_id = c.id and v.status = 'used')`;
    const pools = sql`select count(*) as n from prize_pool p
      where issued <> (select count(*) from participation x where x.pool_id = p.id)`;
    const activities = sql`select count(*) as n from activity a
      where (select sum(participations) from activity_stock s where s.activity_id = a.id)
        <> (select count(*) from participation x where x.activity_id = a.id)
      or (select sum(participants) from activity_stock s where s.activity_id = a.id)
        <> (select count(distinct member_id) from participation x where x.activity_id = a.id)`;
    const grants = sql`select count(*) as n from member_quota q
      where issued <> (select count(*) from voucher v
        where v.member_id = q.member_id and v.coupon_id = q.coupon_id and v.source = 'grant')`;
    const histories = sql`select count(*) as n from voucher v
      where not exists (select 1 from voucher_event e where e.voucher_id = v.id and e.kind = 'issued')`;
    for (const query of [coupons, pools, activities, grants, histories])
      expect(await numberOf(query)).toBe(0);
    expect(await numberOf(sql`select count(*) as n from voucher`)).toBeGreaterThan(50);
  });
});
