import { beforeAll, describe, expect, it } from "vitest";
import { testScope } from "@/db/seed/factories";
import { makeTestPacks } from "@/db/seed/test-packs";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { listActivities } from "@/lib/activities/queries/activities";
import { listProducts } from "@/lib/catalogue/queries/products";
import { listMembers } from "@/lib/members/queries/list";
import { listOrders } from "@/lib/orders/queries/orders";
import { listPacks } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

let world: TestWorld;
let scope: Scope;
beforeAll(async () => {
  world = await inTransaction(async (tx) => {
    const made = await makeTestWorld(tx, "OPERATORS");
    return { ...made, packs: await makeTestPacks(tx, made) };
  });
  scope = testScope(world.merchantId);
});

const ids = ({ rows }: { rows: readonly { id: string }[] }) => rows.map(({ id }) => id);

describe("“is none of” leaves out exactly what “is one of” finds", () => {
  const lists: [string, (asked: "one" | "none" | "all") => Promise<string[]>][] = [
    [
      "orders by status",
      async (asked) => {
        const status = ["placed"] as const;
        return ids(
          await listOrders(
            scope,
            asked === "one" ? { status } : asked === "none" ? { without: { status } } : {},
          ),
        );
      },
    ],
    [
      "orders by store",
      async (asked) => {
        const store = [world.first.storeId];
        return ids(
          await listOrders(
            scope,
            asked === "one" ? { storeIds: store } : asked === "none" ? { without: { store } } : {},
          ),
        );
      },
    ],
    [
      "products by store",
      async (asked) => {
        const storeIds = [world.first.storeId];
        return ids(
          await listProducts(
            scope,
            asked === "one" ? { storeIds } : asked === "none" ? { without: { storeIds } } : {},
          ),
        );
      },
    ],
    [
      "packs by store",
      async (asked) => {
        const store = [world.first.storeId];
        return ids(
          await listPacks(
            scope,
            asked === "one" ? { store } : asked === "none" ? { without: { store } } : {},
          ),
        );
      },
    ],
    [
      "activities by status",
      async (asked) => {
        const statuses = ["running"] as const;
        return ids(
          await listActivities(
            scope,
            asked === "one" ? { statuses } : asked === "none" ? { without: { statuses } } : {},
          ),
        );
      },
    ],
    [
      "members by store",
      async (asked) => {
        const storeIds = [world.first.storeId];
        return ids(
          await listMembers(
            scope,
            asked === "one" ? { storeIds } : asked === "none" ? { without: { storeIds } } : {},
          ),
        );
      },
    ],
    [
      "members by tag",
      async (asked) => {
        const some = { tagIds: [world.tagId] };
        return ids(
          await listMembers(scope, asked === "one" ? some : asked === "none" ? { without: some } : {}),
        );
      },
    ],
    [
      "members by coupon",
      async (asked) => {
        const some = { couponIds: [world.first.couponId] };
        return ids(
          await listMembers(scope, asked === "one" ? some : asked === "none" ? { without: some } : {}),
        );
      },
    ],
    [
      "members by tier",
      async (asked) => {
        const some = { tierIds: [world.tierId] };
        return ids(
          await listMembers(scope, asked === "one" ? some : asked === "none" ? { without: some } : {}),
        );
      },
    ],
    [
      "members by group",
      async (asked) => {
        const some = { groupIds: [world.groupId] };
        return ids(
          await listMembers(scope, asked === "one" ? some : asked === "none" ? { without: some } : {}),
        );
      },
    ],
  ];

  it.each(lists)("%s", async (_, list) => {
    const [one, none, all] = await Promise.all([list("one"), list("none"), list("all")]);
    expect(all.length).toBeGreaterThan(0);
    expect([...one, ...none].sort()).toEqual([...all].sort());
  });
});

describe("members by when they joined", () => {
  it("are those from one instant and until before another", async () => {
    const now = Date.now();
    const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
    const all = ids(await listMembers(scope));
    expect(ids(await listMembers(scope, { joined: { from: at(-24), until: at(24) } }))).toEqual(all);
    expect(ids(await listMembers(scope, { joined: { from: at(1), until: null } }))).toEqual([]);
    expect(ids(await listMembers(scope, { joined: { from: null, until: at(-24) } }))).toEqual([]);
  });
});
