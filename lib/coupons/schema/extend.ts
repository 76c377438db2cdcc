import { z } from "zod";
import { couponFilterSchema } from "@/lib/coupons/schema";
import { isLocalDate } from "@/lib/kernel/time";

/** The last day that coupons are good, in the merchant's zone. */
export const lastDaySchema = z
  .string()
  .max(10)
  .refine((text) => isLocalDate(text) && text < "9999-12-31");

/** What the job that extends all coupons of a filter is told. */
export const extendJobSchema = z.strictObject({ filter: couponFilterSchema, lastDay: lastDaySchema });
