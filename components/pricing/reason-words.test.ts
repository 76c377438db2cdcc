import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { namesInQuote, type ReasonContext, reasonWords } from "@/components/pricing/reason-words";
import { type Reason, type ReasonCode, reasonCodes } from "@/lib/pricing/shapes";
import english from "@/messages/en/reasons.json";
import chinese from "@/messages/zh-CN/reasons.json";

const names = new Map([
  ["vch_1", "Winter"],
  ["vch_2", "Spring"],
  ["vch_3", "Winter"],
]);
const context: ReasonContext = {
  currency: "USD",
  locale: "en",
  timeZone: "UTC",
  now: new Date("2026-06-01T09:00:00Z"),
  names,
  own: "Winter",
};
const say = (reason: Reason) =>
  reasonWords(reason, context, createTranslator({ locale: "en", messages: english }) as never);
const sagen = (reason: Reason) =>
  reasonWords(
    reason,
    { ...context, locale: "zh-CN" },
    createTranslator({ locale: "zh-CN", messages: chinese }) as never,
  );

/** One reason of each code, with all its parameters. */
const examples = {
  not_found: {},
  not_holder: {},
  not_started: { from: "2026-06-01T10:00:00Z" },
  expired: { until: "2026-06-01T08:00:00Z" },
  used: {},
  reserved: {},
  transferred: {},
  cancelled: {},
  coupon_paused: {},
  wrong_currency: {},
  store_not_allowed: {},
  region_not_allowed: { regions: ["Bar", "Terrace"] },
  channel_not_allowed: {},
  device_not_allowed: {},
  outside_time_window: { next: null },
  member_required: {},
  member_not_eligible: {},
  no_eligible_product: {},
  min_spend_not_met: { required: 5000, actual: 1200, gap: 3800 },
  min_items_not_met: { required: 3, actual: 2, gap: 1 },
  usage_limit_reached: { limit: 2 },
  budget_exhausted: {},
  not_for_orders: {},
  no_effect: {},
  would_be_free: {},
  exclusive: { with: ["vch_1"] },
  combination_disallowed: { with: ["vch_2"] },
  too_many_vouchers: { limit: 4 },
  set_refused: { with: ["vch_2"] },
  not_in_best_set: { saving: 100 },
} satisfies Record<ReasonCode, object>;

describe("the words of a reason", () => {
  it.each(reasonCodes)("say %s in both languages, with nothing left to fill in", (code) => {
    const reason = { code, ...examples[code] } as Reason;
    for (const words of [say(reason), sagen(reason)]) {
      expect(words).not.toMatch(/[{}]|reasons\.|_/);
      expect(words.length).toBeGreaterThan(3);
    }
    expect(sagen(reason)).toMatch(/\p{Script=Han}/u);
  });

  it("say what is missing in the cart's money", () => {
    expect(say({ code: "min_spend_not_met", required: 5000, actual: 1200, gap: 3800 })).toContain(
      "Add $38.00 more",
    );
  });

  it("say on which part of the floor a coupon works", () => {
    expect(say({ code: "region_not_allowed", regions: ["Bar", "Terrace"] })).toContain("Bar or Terrace");
  });

  it("say from when a coupon works again, and when it never does", () => {
    expect(say({ code: "outside_time_window", next: "2026-06-01T11:00:00Z" })).toContain("11:00 UTC");
    expect(say({ code: "outside_time_window", next: null })).toContain("nor again");
  });

  it("name the other coupons, a copy of its own as another one, what is unknown as that", () => {
    const words = say({ code: "set_refused", with: ["vch_2", "vch_3", "vch_9", "ABC"] });
    for (const part of ["“Spring”", "another “Winter”", "an unknown coupon", "code ABC"]) {
      expect(words).toContain(part);
    }
  });

  it("say of a free delivery that there is no charge to take off, where there is none", () => {
    const reason = { code: "no_effect" } as const;
    const t = createTranslator({ locale: "en", messages: english }) as never;
    const words = reasonWords(reason, { ...context, lacksDelivery: "charge" }, t);
    expect(words).toContain("works where delivery is charged");
    expect(say(reason)).not.toContain("delivery");
    expect(reasonWords(reason, { ...context, lacksDelivery: "choice" }, t)).toContain("delivered to use it");
  });

  it("say that what it is for is on offer, where that alone is in the way", () => {
    const reason = { code: "no_eligible_product" } as const;
    const t = createTranslator({ locale: "en", messages: english }) as never;
    expect(reasonWords(reason, { ...context, offers: "all" }, t)).toContain(
      "does not combine with other offers",
    );
    expect(reasonWords(reason, { ...context, offers: "perhaps" }, t)).toContain(
      "or what is there is on offer",
    );
    expect(say(reason)).not.toContain("offer");
  });

  it("take the names from a quote, of codes too", () => {
    const found = namesInQuote({
      applied: [
        {
          voucherId: null,
          code: "ABC",
          couponId: "cpn_1",
          name: "Shared",
          discountMinor: 1,
          deliveryDiscountMinor: 0,
          lines: [],
        },
      ],
      notApplied: [{ voucherId: "vch_9", couponId: null, name: null, reasons: [] }],
    });
    expect([...found]).toEqual([["ABC", "Shared"]]);
  });
});
