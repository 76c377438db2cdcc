import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
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

  it("breaks no invariant: counters equal history, everything announced and audited", async () => {
    expect(await brokenInvariants(db())).toEqual({});
    expect(await numberOf(sql`select count(*) as n from voucher`)).toBeGreaterThan(50);
  });
});
