import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { members } from "@/db/schema/members";
import {
  makeMember,
  makeMerchant,
  makePlan,
  makeProduct,
  makeStore,
  makeTag,
  testScope,
} from "@/db/seed/factories";
import { makeOrder } from "@/db/seed/orders";
import { inTransaction } from "@/db/transaction";
import { localDate } from "@/lib/kernel/time";
import { admittedBy } from "@/lib/members/queries/match";
import { type LoadedMember, loadMembers, loadTopTiers } from "@/lib/members/repository";
import { loadSpent } from "@/lib/members/repository/payments";
import { ruleAdmits, spansOf } from "@/lib/members/rules";
import { type GroupRule, groupRuleSchema, type RuleCondition } from "@/lib/members/schema";

const DAY = 86_400_000;
const edges = [0, 1, 7, 29, 30, 31, 59, 60, 61, 365];
let world: { merchantId: string; tagIds: string[]; tierIds: string[]; ids: string[] };

beforeAll(async () => {
  world = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { timeZone: "Pacific/Auckland" });
    const club = await makePlan(tx, merchantId, { tiers: ["Silver", "Gold", "Platinum"] });
    const other = await makePlan(tx, merchantId, { tiers: ["Only"] });
    const tagIds = [await makeTag(tx, merchantId), await makeTag(tx, merchantId)];
    const tierIds = [...club.tierIds, ...other.tierIds];
    const storeId = await makeStore(tx, merchantId);
    const productId = await makeProduct(tx, merchantId);
    const ids: string[] = [];
    for (let i = 0; i < 120; i++) {
      const [tierId] = [tierIds[i % 5]].flatMap((id) => (id ? [id] : []));
      const planId = tierId && club.tierIds.includes(tierId) ? club.id : other.id;
      const days = edges[i % edges.length] ?? 0;
      const firstPaidAt = i % 4 === 0 ? null : new Date(Date.now() - (i % 90) * DAY);
      const lastPaidAt =
        firstPaidAt && i % 5 > 0
          ? new Date(Math.min(Date.now(), firstPaidAt.getTime() + (i % 31) * DAY))
          : null;
      ids.push(
        await makeMember(tx, merchantId, {
          ...{ firstPaidAt, lastPaidAt },
          // An hour to either side of every edge that a rule below may ask for.
          registeredAt: new Date(Date.now() - days * DAY + ((i % 3) - 1) * 3_600_000),
          birthday:
            i % 6 === 0
              ? null
              : `19${70 + (i % 20)}-${String((i % 12) + 1).padStart(2, "0")}-${String((i % 28) + 1).padStart(2, "0")}`,
          tier: tierId ? { planId, tierId } : undefined,
          tagIds: tagIds.filter((_, at) => (i >> at) % 2 === 1),
        }),
      );
      // What was paid an hour to either side of the same edges; a third of it was given back in part or whole.
      for (let n = 0; n < i % 3; n++) {
        const paidAt = new Date(
          Date.now() - (edges[(i + n) % edges.length] ?? 0) * DAY + (((i + n) % 3) - 1) * 3_600_000,
        );
        const sale = {
          storeId,
          productId,
          memberId: ids.at(-1) ?? "",
          // Nothing is spent in the merchant's currency by what is paid in another.
          currency: i % 7 === 0 ? "USD" : "HKD",
          unitPriceMinor: 500 * (1 + (i % 4)),
          paidAt,
        };
        const id = await makeOrder(tx, merchantId, sale);
        const part = i % 2 === 0 ? sql`paid_minor / 2` : sql`paid_minor`;
        if (i % 3 === 2) await tx.execute(sql`update "order" set refunded_minor = ${part} where id = ${id}`);
      }
    }
    return { merchantId, tagIds, tierIds, ids };
  });
});

const condition = (): fc.Arbitrary<RuleCondition> => {
  const days = fc.constantFrom(...edges.filter((day) => day > 0), 2, 3650);
  return fc.oneof(
    fc.record({ type: fc.constant("registered_within" as const), days }),
    fc.record({ type: fc.constant("no_order_for" as const), days }),
    fc.record({
      type: fc.constant("spent_at_least" as const),
      amountMinor: fc.constantFrom(1, 499, 500, 1000, 2000, 3001, 6000),
      days,
    }),
    fc.record({
      type: fc.constant("birthday_month" as const),
      month: fc.option(fc.integer({ min: 1, max: 12 })),
    }),
    fc.constant({ type: "first_order_done" as const }),
    fc.constant({ type: "in_top_tier" as const }),
    fc.constantFrom(...world.tagIds, "tag_nobodys").map((tagId) => ({ type: "tagged" as const, tagId })),
    fc.constantFrom(...world.tierIds, "tir_nobodys").map((tierId) => ({ type: "in_tier" as const, tierId })),
  );
};
const joined = <T>(rules: fc.Arbitrary<T>) =>
  fc.record({
    type: fc.constantFrom("all" as const, "any" as const),
    rules: fc.array(rules, { minLength: 1, maxLength: 4 }),
  });

/** A part has conditions alone: a rule is two deep at most. */
const anyRule = (): fc.Arbitrary<GroupRule> =>
  fc.oneof(
    condition(),
    joined(fc.oneof({ weight: 2, arbitrary: condition() }, { weight: 1, arbitrary: joined(condition()) })),
  );

describe("a group's rule", () => {
  it("lets in the same members whether the database asks it or the pure rule does", async () => {
    const scope = testScope(world.merchantId);
    await fc.assert(
      fc.asyncProperty(anyRule(), async (rule) => {
        expect(groupRuleSchema.parse(rule)).toEqual(rule);
        const [asked, decided] = await inTransaction(async (tx) => {
          const [clock] = await tx.execute<{ now: string }>(sql`select now()::text as now`);
          const now = new Date(clock?.now ?? "");
          const rows = await tx
            .select({ id: members.id })
            .from(members)
            .where(sql`${members.merchantId} = ${world.merchantId} and ${admittedBy(scope, rule)}`);
          const moment = {
            now,
            today: localDate(now, "Pacific/Auckland"),
            topTierIds: await loadTopTiers(tx, scope),
          };
          const loaded = await loadMembers(tx, scope, world.ids);
          const spent = await loadSpent(tx, scope, { memberIds: world.ids, spans: spansOf([rule]), now });
          const facts = (row: LoadedMember) => ({ ...row, spent: spent.get(row.id) ?? {} });
          const admitted = loaded.filter((row) => ruleAdmits(rule, facts(row), moment));
          return [rows.map((row) => row.id).sort(), admitted.map((row) => row.id).sort()];
        });
        expect(asked).toEqual(decided);
      }),
      { numRuns: 200 },
    );
  });
});
