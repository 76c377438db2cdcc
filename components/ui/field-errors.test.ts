import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldErrorWords } from "@/components/ui/field-errors";

const named = (prefix: string) => Object.assign((key: string) => `${prefix}${key}`, { has: () => false });
const words = (schema: z.ZodType, value: unknown) =>
  (schema.safeParse(value, { reportInput: true }).error?.issues ?? []).map((issue) =>
    fieldErrorWords(issue, named(""), named("refusals.")),
  );
const schema = z.object({
  quantity: z.int().min(1).max(10),
  offMinor: z.int().min(1).max(1000),
  bps: z.int().min(1).max(9999),
});
const good = { quantity: 1, offMinor: 1, bps: 1 };

describe("a number field's mistakes have words of their own:", () => {
  it.each([
    ["nothing typed", { quantity: null }, "required"],
    ["no number", { quantity: Number.NaN }, "numberUnreadable"],
    ["no amount", { offMinor: Number.NaN }, "amountUnreadable"],
    ["no percentage", { bps: Number.NaN }, "percentUnreadable"],
    ["too small a number", { quantity: 0 }, "numberTooSmall"],
    ["too large a number", { quantity: 11 }, "numberTooBig"],
    ["too small an amount", { offMinor: 0 }, "amountTooSmall"],
    ["too large an amount", { offMinor: 1001 }, "amountTooBig"],
    ["too large a percentage", { bps: 10_000 }, "numberTooBig"],
  ])("%s", (_, mistake, code) => {
    expect(words(schema, { ...good, ...mistake })).toEqual([code]);
  });
});
