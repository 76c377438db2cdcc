import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { noteChange, onChange, stopChangeFeed } from "@/lib/platform/change-feed";

const told: string[] = [];
onChange((subject) => told.push(subject));

const heard = (subject: string) => vi.waitFor(() => expect(told).toContain(subject), { timeout: 10_000 });

beforeEach(async () => {
  await heard("*");
});
afterAll(stopChangeFeed);

describe("the change feed", () => {
  it("tells a change when its transaction commits, and not before", async () => {
    await inTransaction(async (tx) => {
      await noteChange(tx, "activity:act_1");
      await sleep(150);
      expect(told).not.toContain("activity:act_1");
    });
    await heard("activity:act_1");
  });

  it("tells nothing of a transaction that was rolled back", async () => {
    const failing = inTransaction(async (tx) => {
      await noteChange(tx, "coupon:cpn_gone");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await inTransaction((tx) => noteChange(tx, "coupon:cpn_after"));
    await heard("coupon:cpn_after");
    expect(told).not.toContain("coupon:cpn_gone");
  });

  it("says that anything may have changed when it had lost its connection, and goes on telling", async () => {
    const before = told.filter((subject) => subject === "*").length;
    await db().execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'scrip-listen' and datname = current_database()`,
    );
    await vi.waitFor(() => expect(told.filter((subject) => subject === "*").length).toBe(before + 1), {
      timeout: 10_000,
    });
    await inTransaction((tx) => noteChange(tx, "merchant:mch_1"));
    await heard("merchant:mch_1");
  });

  it("is one for the process, whichever bundle asks: one connection, and both are told", async () => {
    vi.resetModules();
    const second: typeof import("@/lib/platform/change-feed") = await import("@/lib/platform/change-feed");
    const alsoTold: string[] = [];
    const end = second.onChange((subject) => alsoTold.push(subject));
    await inTransaction((tx) => noteChange(tx, "activity:act_both"));
    await heard("activity:act_both");
    expect(alsoTold).toContain("activity:act_both");
    const [row] = await db().execute<{ count: number }>(
      sql`select count(*)::int as count from pg_stat_activity
        where application_name = 'scrip-listen' and datname = current_database()`,
    );
    expect(row?.count).toBe(1);
    end();
    await inTransaction((tx) => noteChange(tx, "activity:act_one"));
    await heard("activity:act_one");
    expect(alsoTold).not.toContain("activity:act_one");
  });

  it("is not held up by a listener that throws", async () => {
    const end = onChange(() => {
      throw new Error("not me");
    });
    const last: string[] = [];
    const endLast = onChange((subject) => last.push(subject));
    await inTransaction((tx) => noteChange(tx, "activity:act_2"));
    await vi.waitFor(() => expect(last).toContain("activity:act_2"));
    end();
    endLast();
  });
});
