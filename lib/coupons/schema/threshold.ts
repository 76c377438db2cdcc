import { z } from "zod";

/** The largest amount anywhere, in minor units (pricing.md). */
export const MAX_MINOR = 1_000_000_000_000;
/** An amount that is not nothing, in minor units. */
export const positiveMinor = z.int().min(1).max(MAX_MINOR);

const tier = z.strictObject({ spendMinor: positiveMinor, offMinor: positiveMinor });
const every = z.strictObject({ ...tier.shape, maxTimes: z.int().min(1).max(1000) });

/** Money off from a spend on: in rising steps, or again and again. */
export const thresholdOff = z
  .strictObject({
    type: z.literal("threshold_off"),
    tiers: z.array(tier).min(1).max(10).optional(),
    every: every.optional(),
  })
  .superRefine((benefit, ctx) => {
    if (Boolean(benefit.tiers) === Boolean(benefit.every)) {
      ctx.addIssue({ code: "custom", path: ["tiers"], message: "tiers_or_every" });
    }
    const rows = benefit.tiers ?? [];
    rows.forEach((row, i) => {
      const before = rows[i - 1];
      if (row.offMinor > row.spendMinor) {
        ctx.addIssue({ code: "custom", path: ["tiers", i, "offMinor"], message: "off_above_spend" });
      }
      if (before && row.spendMinor <= before.spendMinor) {
        ctx.addIssue({ code: "custom", path: ["tiers", i, "spendMinor"], message: "tiers_must_rise" });
      }
      if (before && row.offMinor <= before.offMinor) {
        ctx.addIssue({ code: "custom", path: ["tiers", i, "offMinor"], message: "tiers_must_rise" });
      }
    });
    if (benefit.every && benefit.every.offMinor > benefit.every.spendMinor) {
      ctx.addIssue({ code: "custom", path: ["every", "offMinor"], message: "off_above_spend" });
    }
  });
