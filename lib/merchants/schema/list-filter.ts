import { z } from "zod";

/** At least and at most so much; null = no bound. */
export const numbersSchema = z.strictObject({
  least: z.int().min(0).max(1_000_000_000_000).nullable(),
  most: z.int().min(0).max(1_000_000_000_000).nullable(),
});

/** `from <= t < until`; null = no bound. */
export const spanSchema = z.strictObject({
  from: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
});
