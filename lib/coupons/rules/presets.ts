import { type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";

/** The templates that every merchant has (C21), in their order. Their names are the screens'. */
export const presetKeys = ["new_user", "birthday", "holiday", "spend_threshold", "repurchase"] as const;
export type PresetKey = (typeof presetKeys)[number];

export const isPreset = (text: string): text is PresetKey => presetKeys.some((key) => key === text);

export type PresetMoment = {
  readonly currency: string;
  /** A round sum of the currency in minor units, of which amounts are multiples: 1.00 of one with cents, 100 of one without. */
  readonly unitMinor: number;
  readonly now: Instant;
  readonly timeZone: string;
};

/** What is told apart of each; the rest is as any new coupon has it. */
function sketch(key: PresetKey, { unitMinor: unit, now, timeZone }: PresetMoment) {
  switch (key) {
    case "new_user":
      return {
        benefit: { type: "amount_off", amountMinor: 20 * unit },
        conditions: { minSpendMinor: 60 * unit, audience: { type: "new" } },
        validity: { type: "days_after_claim", days: 30 },
        methods: ["public", "targeted"],
      };
    case "birthday":
      return {
        benefit: { type: "percent_off", bps: 2000, maxOffMinor: 50 * unit },
        conditions: {},
        validity: { type: "days_after_claim", days: 31 },
        methods: ["targeted"],
      };
    case "holiday": {
      const today = localDate(now, timeZone);
      const [from, until] = [startOfDay(today, timeZone), startOfDay(addDays(today, 7), timeZone)];
      return {
        benefit: { type: "percent_off", bps: 1000, maxOffMinor: null },
        conditions: {},
        validity: { type: "fixed", from: from.toISOString(), until: until.toISOString() },
        methods: ["public"],
      };
    }
    case "spend_threshold":
      return {
        benefit: {
          type: "threshold_off",
          tiers: [
            { spendMinor: 100 * unit, offMinor: 10 * unit },
            { spendMinor: 200 * unit, offMinor: 30 * unit },
            { spendMinor: 300 * unit, offMinor: 60 * unit },
          ],
        },
        conditions: {},
        validity: { type: "days_after_claim", days: 14 },
        methods: ["public"],
      };
    case "repurchase":
      return {
        benefit: { type: "amount_off", amountMinor: 15 * unit },
        conditions: { minSpendMinor: 100 * unit, audience: { type: "existing" } },
        validity: { type: "days_after_claim", startAfterDays: 1, days: 14 },
        methods: ["targeted"],
      };
  }
}

/** A preset as a coupon to begin with, named `name`; it is as `couponInputSchema` takes it. */
export function presetCoupon(key: PresetKey, name: string, moment: PresetMoment): CouponInput {
  const { methods, ...terms } = sketch(key, moment);
  return couponInputSchema.parse({
    name,
    currency: moment.currency,
    ...terms,
    distribution: { methods, quantity: 1000, claimLimit: 1 },
  });
}
