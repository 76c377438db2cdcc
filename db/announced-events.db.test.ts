import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { toldOfAll, winToTell } from "@/lib/activities/events";

const told = async (events: unknown) => [
  ...(await db().execute(sql`select * from announced_events(${JSON.stringify(events)}::jsonb)`)),
];

const items = [
  { couponId: "cpn_one", quantity: 1 },
  { couponId: "cpn_two", quantity: 2 },
];
const win = (name: string) => ({
  participationId: `prt_${name}`,
  memberId: `mbr_${name}`,
  vouchers: ["1", "2", "3"].map((n) => ({ id: `vch_${name}${n}` })),
});
/** An announcement of wins as a group of claims stores it. */
const wins = (...names: string[]) =>
  JSON.parse(
    `{"wins":{${toldOfAll("act_x", "pol_x", { items })},"won":[${names.map((name) => winToTell(win(name)))}]}}`,
  );
const issued = (name: string, unit: number, couponId: string) => ({
  id: `evt_${name}${unit}`,
  type: "voucher.issued",
  subjectId: `vch_${name}${unit}`,
  payload: { memberId: `mbr_${name}`, couponId, source: "prize", sourceId: `prt_${name}` },
});
const won = (name: string) => [
  {
    id: `evt_${name}`,
    type: "activity.participated",
    subjectId: "act_x",
    payload: { participationId: `prt_${name}`, memberId: `mbr_${name}`, poolId: "pol_x" },
  },
  issued(name, 1, "cpn_one"),
  issued(name, 2, "cpn_two"),
  issued(name, 3, "cpn_two"),
];
const ordinary = (n: number) => ({
  id: `evt_ordinary${n}`,
  type: "activity.changed",
  subjectId: "act_y",
  payload: { slug: "a", nothing: null, list: [n, { deep: true }] },
});

describe("what was announced", () => {
  it("of a win is told as taking part, then each voucher with its own coupon, in the order of the prizes", async () => {
    expect(await told([wins("a")])).toEqual(won("a"));
  });

  it("of several wins is told one win after another", async () => {
    expect(await told([wins("b", "a", "c")])).toEqual([...won("b"), ...won("a"), ...won("c")]);
  });

  it("ordinarily is told as it was stored", async () => {
    expect(await told([ordinary(1), ordinary(2)])).toEqual([ordinary(1), ordinary(2)]);
    expect(await told([])).toEqual([]);
  });

  it("of both kinds in one row is told in the order it was stored", async () => {
    const all = await told([ordinary(1), wins("a", "b"), ordinary(2), wins("c"), ordinary(3)]);
    expect(all).toEqual([ordinary(1), ...won("a"), ...won("b"), ordinary(2), ...won("c"), ordinary(3)]);
  });

  it("has ids that differ from each other and are the same however often it is read", async () => {
    const events = [wins("a", "b"), ordinary(1)];
    const ids = (await told(events)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(9);
    expect((await told(events)).map(({ id }) => id)).toEqual(ids);
  });

  it("is taken by the planner for a hundred events a row, not a million: what asks of many rows stays in memory", async () => {
    const [row] = await db().execute<{ "QUERY PLAN": { Plan: { "Plan Rows": number } }[] }>(sql`
      explain (format json) select x.* from (values ('[]'::jsonb), ('[]'::jsonb)) o(events), announced_events(o.events) x`);
    expect(row?.["QUERY PLAN"][0]?.Plan["Plan Rows"]).toBe(200);
  });
});
