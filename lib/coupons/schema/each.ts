import { z } from "zod";
import { couponTagSchema, TAGS_OF_COUPON } from "@/lib/coupons/schema";
import { couponFilterSchema } from "@/lib/coupons/schema/filter";
import { eachJobInput } from "@/lib/jobs/schema";
import { isLocalDate } from "@/lib/kernel/time";

/** The last day that coupons are good, in the merchant's zone. */
export const lastDaySchema = z
  .string()
  .max(10)
  .refine((text) => isLocalDate(text) && text < "9999-12-31");

/** What can be done to many coupons at once. */
export const couponBulkSchema = z.enum(["pause", "resume", "archive", "restore"]);

export const tagListSchema = z.array(couponTagSchema).max(TAGS_OF_COUPON).default([]);

/** What the jobs that change all coupons of a filter are told. */
export const extendJobSchema = eachJobInput(couponFilterSchema, { lastDay: lastDaySchema });
export const changeJobSchema = eachJobInput(couponFilterSchema, { change: couponBulkSchema });
export const tagJobSchema = eachJobInput(couponFilterSchema, { add: tagListSchema, remove: tagListSchema });
