import { z } from "zod";

/** A balance set right by hand: points, or stored money of a currency in minor units. */
export const accountChangeSchema = z.strictObject({
  memberId: z.string().startsWith("mbr_").max(40),
  unit: z.string().regex(/^(points|[A-Z]{3})$/),
  change: z
    .int()
    .min(-1_000_000_000)
    .max(1_000_000_000)
    .refine((n) => n !== 0, { message: "nothing_changes" }),
  note: z.string().trim().min(1).max(200),
});
export type AccountChange = z.output<typeof accountChangeSchema>;
