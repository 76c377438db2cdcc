import { describe, expect, it } from "vitest";
import {
  giveRefusal,
  limitRefusal,
  mayChange,
  type PackStanding,
  packStatus,
  type SellFacts,
  sellRefusal,
} from "@/lib/packs/rules/status";
import { packChanges, packStatuses } from "@/lib/packs/schema";

const now = new Date("2027-03-01T00:00:00Z");
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
const standing = (more: Partial<PackStanding> = {}): PackStanding => ({
  ...{ publishedAt: before, pausedAt: null, archivedAt: null, salesFrom: null, salesUntil: null },
  ...{ quantity: null, taken: 0, ...more },
});

describe("a pack's status", () => {
  it.each([
    ["draft", { publishedAt: null }],
    ["active", {}],
    ["active", { salesFrom: now }],
    ["scheduled", { salesFrom: after }],
    ["ended", { salesUntil: now }],
    ["active", { salesUntil: after }],
    ["paused", { pausedAt: before }],
    ["ended", { pausedAt: before, salesUntil: now }],
    ["sold_out", { quantity: 3, taken: 3 }],
    ["active", { quantity: 3, taken: 2 }],
    ["archived", { archivedAt: before, publishedAt: null }],
  ] as const)("is %s with %j", (status, more) => {
    expect(packStatus(standing(more), now)).toBe(status);
  });

  it("lets only the changes through that the table allows", () => {
    const allowed = packStatuses.flatMap((status) =>
      packChanges.filter((change) => mayChange(status, change)).map((change) => `${status} ${change}`),
    );
    expect(allowed).toEqual([
      ...[
        "draft publish",
        "draft archive",
        "scheduled pause",
        "scheduled archive",
        "active pause",
        "active archive",
      ],
      ...[
        "paused resume",
        "paused archive",
        "sold_out pause",
        "sold_out archive",
        "ended archive",
        "archived restore",
      ],
    ]);
  });
});

const sold = (more: Partial<SellFacts> = {}): SellFacts => ({
  ...standing(),
  ...{ type: "paid", channels: ["mall", "order"], storeIds: null, currency: "HKD", ...more },
});
const store = { channel: "order" as const, store: { id: "str_1", currency: "HKD" } };

describe("a pack on offer", () => {
  it.each([
    [null, sold(), { channel: "mall" as const }],
    [null, sold(), store],
    [null, sold({ storeIds: ["str_1"] }), store],
    ["pack_not_sold", sold({ storeIds: ["str_2"] }), store],
    ["pack_not_sold", sold({ currency: "USD" }), store],
    ["pack_not_sold", sold({ channels: ["order"] }), { channel: "mall" as const }],
    ["pack_not_sold", sold({ type: "campaign" }), { channel: "mall" as const }],
    ["sold_out", sold({ quantity: 1, taken: 1 }), store],
    ["paused", sold({ pausedAt: before }), store],
    ["ended", sold({ salesUntil: now }), store],
    ["draft", sold({ publishedAt: null }), store],
    ["archived", sold({ archivedAt: now }), store],
    ["pack_not_started", sold({ salesFrom: after }), store],
  ])("says %s", (code, pack, place) => {
    expect(sellRefusal(pack, place, now)?.code ?? null).toBe(code);
  });

  it("is given outside of its sales period, never beyond its stock", () => {
    const ended = standing({ salesUntil: before, quantity: 5, taken: 3 });
    expect(giveRefusal(ended, 2, now)).toBeNull();
    expect(giveRefusal(ended, 3, now)).toEqual({ code: "sold_out" });
    expect(giveRefusal(standing({ pausedAt: before }), 1, now)).toEqual({ code: "paused" });
  });
});

describe("the limits of a pack", () => {
  const limits = { purchaseLimit: 3, purchaseLimitPerDay: 2 };
  it.each([
    [null, null],
    [null, { bought: 2, day: "2027-02-28", boughtToday: 2 }],
    [null, { bought: 1, day: "2027-03-01", boughtToday: 1 }],
    ["purchase_limit_today", { bought: 2, day: "2027-03-01", boughtToday: 2 }],
    ["purchase_limit_reached", { bought: 3, day: "2027-02-28", boughtToday: 1 }],
  ])("say %s to %j", (code, quota) => {
    expect(limitRefusal(quota, limits, "2027-03-01")?.code ?? null).toBe(code);
  });

  it("are none where none is set", () => {
    const quota = { bought: 99, day: "2027-03-01", boughtToday: 99 };
    expect(limitRefusal(quota, { purchaseLimit: null, purchaseLimitPerDay: null }, "2027-03-01")).toBeNull();
  });
});
