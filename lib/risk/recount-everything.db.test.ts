import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { testScope } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { listOpenAlerts } from "@/lib/risk/queries";
import { recountEverything } from "@/lib/risk/recount-everything";
import { runProgram } from "@/scripts/spawn";

let world: TestWorld;
let other: TestWorld;
beforeAll(async () => {
  [world, other] = await inTransaction(async (tx) => [
    await makeTestWorld(tx, "RESTORED"),
    await makeTestWorld(tx, "UNTOUCHED"),
  ]);
});

/** Until the work is done two counters of two merchants are one too high. */
async function whileBroken(work: () => Promise<void>): Promise<void> {
  const shift = async (by: number) => {
    await db().execute(sql`update coupon_stock set issued = issued + ${by}
      where merchant_id = ${world.merchantId} and coupon_id = ${world.first.couponId}`);
    await db().execute(sql`update activity_stock set participations = participations + ${by}
      where merchant_id = ${other.merchantId} and activity_id = ${other.second.activityId}`);
  };
  await shift(1);
  try {
    await work();
  } finally {
    await shift(-1);
  }
}

async function command() {
  const { code, output } = await runProgram(process.execPath, ["--import", "tsx", "scripts/recount.ts"], {
    env: {},
    capture: true,
  });
  return { code, output };
}

describe("a recount by hand", () => {
  it("looks at every merchant's every subject and finds nothing where nothing is wrong", async () => {
    const seen = new Set<string>();
    const recount = await recountEverything(new AbortController().signal, (merchantId, subject) => {
      seen.add(`${merchantId} ${subject}`);
    });
    expect(recount).toMatchObject({ differences: [], unanswered: [] });
    for (const { merchantId } of [world, other]) {
      for (const subject of ["coupon", "activity", "member", "voucher", "participation"]) {
        expect(seen).toContain(`${merchantId} ${subject}`);
      }
    }
  });

  it("names every difference of every merchant, and leaves alerts as they are", async () => {
    const alerts = () => Promise.all([world, other].map((of) => listOpenAlerts(testScope(of.merchantId))));
    const before = await alerts();
    await whileBroken(async () => {
      const { differences } = await recountEverything(new AbortController().signal);
      expect(differences).toEqual(
        expect.arrayContaining([
          { merchantId: world.merchantId, key: "coupon_issued", id: world.first.couponId },
          { merchantId: other.merchantId, key: "activity_counters", id: other.second.activityId },
        ]),
      );
      expect(differences).toHaveLength(2);
      expect(await alerts(), "as they were").toEqual(before);
    });
  });

  it("that is ended early does not pass for one that found nothing", async () => {
    await expect(recountEverything(AbortSignal.abort())).rejects.toThrow();
  });

  it("as a command ends with 0 where all is well, and with 1 and each difference where it is not", async () => {
    const well = await command();
    expect(well.output).toMatch(/\d+ parts, 0 differences, 0 without an answer/);
    expect(well.code).toBe(0);
    await whileBroken(async () => {
      const { code, output } = await command();
      expect(output).toContain(`${world.merchantId}  coupon_issued  ${world.first.couponId}`);
      expect(output).toContain(`${other.merchantId}  activity_counters  ${other.second.activityId}`);
      expect(output).toContain("2 differences");
      expect(code).toBe(1);
    });
  }, 60_000);
});
