import { z } from "zod";

/** As the address of a list has it: such a number fits every column it is held against. */
const bound = z.int().min(0).max(999_999_999).nullable();

/** At least and at most so much; null = no bound, and one of them is there. */
export const numbersSchema = z
  .strictObject({ least: bound, most: bound })
  .refine(({ least, most }) => least !== null || most !== null, { message: "required" });

/** `from <= t < until`; null = no bound. */
export const spanSchema = z.strictObject({
  from: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
});
